package dev.tidemill.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.e2e.harness.Installation;
import dev.tidemill.e2e.harness.Instance;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operator's service account may do what the code does, and nothing else. */
final class RightsIT {
  @ParameterizedTest
  @CsvSource({
    "list,secrets,no",
    "watch,secrets,no",
    "create,secrets,no",
    "get,secrets,yes",
    "create,pods,no",
    "delete,pods,no",
    "create,pods/exec,no",
    "impersonate,users,no",
    "create,rolebindings.rbac.authorization.k8s.io,no",
    "update,batchschedules.tidemill.dev,no",
    "delete,queuetriggers.tidemill.dev,no",
    "create,jobs.batch,yes",
    "delete,namespaces,no",
    "get,nodes,no",
  })
  void may(String verb, String resource, String answer) {
    assertThat(
            Instance.shared()
                .kubectl(
                    "auth",
                    "can-i",
                    verb,
                    resource,
                    "--all-namespaces",
                    "--as",
                    "system:serviceaccount:" + Installation.NAMESPACE + ":" + Installation.ACCOUNT)
                .output()
                .lines()
                .toList()
                .getLast())
        .isEqualTo(answer);
  }

  @Test
  void noRuleHasAWildcard() {
    List<PolicyRule> rules =
        Instance.shared()
            .client()
            .rbac()
            .clusterRoles()
            .withName("tidemill-operator")
            .get()
            .getRules();
    assertThat(rules)
        .isNotEmpty()
        .allSatisfy(r -> {
          assertThat(r.getVerbs()).doesNotContain("*");
          assertThat(r.getResources()).doesNotContain("*");
          assertThat(r.getApiGroups()).doesNotContain("*");
        });
  }
}
