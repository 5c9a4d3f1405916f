package dev.tidemill.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentVariablesTest {
  @Test
  void aParameterReachesEveryContainerBeforeWhatTheTemplateSays() {
    PodSpec pod =
        new PodSpecBuilder()
            .addNewInitContainer()
            .withName("init")
            .endInitContainer()
            .addNewContainer()
            .withName("main")
            .addToEnv(new EnvVar("PATH_OF", "$(FILE).txt", null))
            .endContainer()
            .build();
    EnvironmentVariables.put(pod, Map.of("FILE", "a"));
    assertThat(pod.getInitContainers().getFirst().getEnv())
        .extracting(EnvVar::getName)
        .containsExactly("FILE");
    assertThat(pod.getContainers().getFirst().getEnv())
        .extracting(EnvVar::getName)
        .containsExactly("FILE", "PATH_OF");
  }

  @Test
  void theStrongerValueReplacesTheTemplates() {
    PodSpec pod =
        new PodSpecBuilder()
            .addNewContainer()
            .addToEnv(new EnvVar("MODE", "slow", null))
            .endContainer()
            .build();
    EnvironmentVariables.put(pod, Map.of("MODE", "fast"));
    assertThat(pod.getContainers().getFirst().getEnv())
        .containsExactly(new EnvVar("MODE", "fast", null));
  }

  @Test
  void noValueIsExpanded() {
    PodSpec pod = new PodSpecBuilder().addNewContainer().endContainer().build();
    EnvironmentVariables.put(pod, Map.of("X", "$(HOME) $$ $"));
    assertThat(pod.getContainers().getFirst().getEnv().getFirst().getValue())
        .isEqualTo("$$(HOME) $$$$ $$");
  }
}
