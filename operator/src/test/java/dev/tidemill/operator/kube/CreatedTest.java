package dev.tidemill.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose fault a refusal is; the words are those of a 1.36 API server. */
class CreatedTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          422 | Job.batch "x" is invalid: spec.completions: Invalid value: -1         | spec.completions | true
          422 | ValidatingAdmissionPolicy 'p' with binding 'p' denied request: no     |                  | false
          400 | Job in version "v1" cannot be handled as a Job: strict decoding error | a                | true
          400 | admission webhook "validate.kyverno.svc-fail" denied the request: no  |                  | false
          403 | jobs.batch "x" is forbidden: exceeded quota: jobs                     |                  | false
          404 | namespaces "x" not found                                              |                  | false
          413 | Request entity too large                                              |                  | true
          """)
  void onlyTheObjectItselfMakesItInvalid(int code, String message, String field, boolean want) {
    List<String> fields = field == null ? List.of() : List.of(field);
    assertThat(new Created.Rejected<Job>(code, message, fields).invalid()).isEqualTo(want);
  }
}
