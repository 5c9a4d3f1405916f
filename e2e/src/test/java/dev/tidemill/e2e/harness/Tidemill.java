package dev.tidemill.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test its {@link Workspace} under the shared operator, keeps what a failed test left to
 * see, and fails any test during which the operator ended.
 */
public final class Tidemill implements ParameterResolver, AfterEachCallback {
  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(Tidemill.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Workspace.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(STORE)
        .computeIfAbsent("workspace", _ -> workspace(context), Workspace.class);
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    Workspace workspace = context.getStore(STORE).get("workspace", Workspace.class);
    if (workspace == null) {
      return;
    }
    if (context.getExecutionException().isPresent()) {
      Path report = Checkout.reports().resolve(workspace.namespace() + ".txt");
      Files.createDirectories(report.getParent());
      Files.writeString(
          report,
          context.getDisplayName()
              + "\n"
              + context.getExecutionException().get()
              + "\n"
              + Dump.of(workspace)
              + SharedOperator.get().logTail());
    }
    workspace.delete();
    assertThat(SharedOperator.deaths())
        .as("no input ends the operator; its last words:%n%s", SharedOperator.get().logTail())
        .isEmpty();
  }

  private static Workspace workspace(ExtensionContext context) {
    SharedOperator.get();
    return Workspace.create(
        Instance.shared(),
        context.getRequiredTestClass().getSimpleName() + context.getDisplayName());
  }
}
