package dev.tidemill.e2e.harness;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test a cluster that no other test uses meanwhile, with simulated nodes only. There come
 * to be as many as tests run at once: what a test leaves the next one takes.
 */
public final class OwnCluster implements ParameterResolver {
  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(OwnCluster.class);
  private static final Deque<Instance> FREE = new ArrayDeque<>();
  private static int started;

  private record Taken(Instance instance) implements AutoCloseable {
    @Override
    public void close() {
      synchronized (FREE) {
        FREE.push(instance);
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Instance.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(STORE)
        .computeIfAbsent("taken", _ -> new Taken(take()), Taken.class)
        .instance();
  }

  private static Instance take() {
    int number;
    synchronized (FREE) {
      if (!FREE.isEmpty()) {
        return FREE.pop();
      }
      number = ++started;
    }
    return Instance.simulated("own" + number);
  }
}
