package dev.tidemill.operator.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemill.operator.plan.OwnIdentity;
import java.util.Arrays;

/** Reads which queues may be used with the operator's own identity. */
final class OwnIdentitySetting {
  static final String NAME = "TIDEMILL_OWN_IDENTITY";

  private OwnIdentitySetting() {}

  /**
   * Reads a JSON array of grants: {@code [{"namespace": "…", "queues": ["arn:…"]}]}.
   *
   * @throws IllegalArgumentException if it is none, or a grant is wrong; the message says why
   */
  static OwnIdentity parse(String json) {
    if (json.isBlank()) {
      return OwnIdentity.NONE;
    }
    try {
      OwnIdentity.Grant[] grants =
          new ObjectMapper()
              .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .readValue(json, OwnIdentity.Grant[].class);
      return new OwnIdentity(Arrays.asList(grants));
    } catch (JsonProcessingException | NullPointerException e) {
      Throwable cause = e.getCause() instanceof IllegalArgumentException wrong ? wrong : e;
      String why =
          cause instanceof JsonProcessingException syntax
              ? syntax.getOriginalMessage()
              : String.valueOf(cause.getMessage());
      throw new IllegalArgumentException(
          NAME + " is wrong: " + why + "; it is [{\"namespace\": …, \"queues\": [ARN, …]}, …]", e);
    }
  }
}
