package dev.tidemill.operator.plan;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Adds parameters to every container of a pod as environment variables, literally.
 *
 * <p>The kubelet expands {@code $(NAME)} in {@code env.value}, and {@code $$} is its escape for one
 * dollar: each dollar of a value is doubled, so that a value arrives as it was given. Ours come
 * first, so that later entries and {@code args} of the template can refer to them, and an entry of
 * the template with the same name gives way. Source: the API reference of core/v1, EnvVar.
 */
public final class EnvironmentVariables {
  private EnvironmentVariables() {}

  /**
   * Puts variables into all containers and init containers.
   *
   * @param pod changed in place
   * @param variables name to literal value, in the order in which they are to stand
   */
  public static void put(PodSpec pod, Map<String, String> variables) {
    pod.getContainers().forEach(c -> put(c, variables));
    pod.getInitContainers().forEach(c -> put(c, variables));
  }

  private static void put(Container container, Map<String, String> variables) {
    List<EnvVar> env = new ArrayList<>();
    variables.forEach((name, value) -> env.add(new EnvVar(name, value.replace("$", "$$"), null)));
    container.getEnv().stream().filter(e -> !variables.containsKey(e.getName())).forEach(env::add);
    container.setEnv(env);
  }
}
