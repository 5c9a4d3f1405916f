package dev.tidemill.operator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * What came of a create that has a definite answer. An answer that is not definite (no connection,
 * a timeout, 429, 5xx) is thrown instead, as the client throws it.
 */
public sealed interface Created<T extends HasMetadata> {
  /** The object was created by this call. */
  record Done<T extends HasMetadata>(T object) implements Created<T> {}

  /** An object of that name and of the same owner was there already: an earlier try succeeded. */
  record AlreadyOurs<T extends HasMetadata>(T object) implements Created<T> {}

  /** An object of that name is there and belongs to somebody else. */
  record Foreign<T extends HasMetadata>(T object) implements Created<T> {}

  /**
   * The API server refuses the object and will refuse it again until something changes.
   *
   * @param code the HTTP status: 400, 403, 404, 413 or 422
   * @param message the API server's words
   * @param fields what of the object is wrong, if the API server names it
   */
  record Rejected<T extends HasMetadata>(int code, String message, List<String> fields)
      implements Created<T> {
    /** Copies the list. */
    public Rejected {
      fields = List.copyOf(fields);
    }

    /**
     * Whether a ResourceQuota is the cause: it may have room later; source: the quota admission
     * plugin.
     */
    public boolean quota() {
      return code == 403 && message.contains("exceeded quota");
    }

    /**
     * Whether the object itself is the cause and will be for as long as it stays as it is: it is
     * too large, cannot be decoded, or has fields that are invalid. An admission policy or webhook
     * answers with the same codes, and it may change; source: the create handler of
     * k8s.io/apiserver (its words for what it cannot decode) and the reasons of a
     * ValidatingAdmissionPolicy.
     */
    public boolean invalid() {
      return switch (code) {
        case 400 ->
            message.contains("cannot be handled as a") && !message.contains("denied the request");
        case 413 -> true;
        case 422 -> !fields.isEmpty();
        default -> false;
      };
    }
  }
}
