package dev.tidemill.operator.queue.sqs;

import dev.tidemill.operator.queue.protocol.Obstacle;
import java.net.UnknownHostException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Puts the errors of SQS into words. Source: the API reference of Amazon SQS, "Common errors". */
final class SqsErrors {
  private static final int FORBIDDEN = 403;
  private static final Set<String> DENIALS =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "ExpiredToken",
          "ExpiredTokenException",
          "IncompleteSignature",
          "InvalidAccessKeyId",
          "InvalidClientTokenId",
          "InvalidSecurity",
          "MissingAuthenticationToken",
          "SignatureDoesNotMatch",
          "UnrecognizedClientException");

  private SqsErrors() {}

  /** Whether other credentials may help. */
  static boolean denied(SdkException error) {
    return error instanceof AwsServiceException service
        && (service.statusCode() == FORBIDDEN || DENIALS.contains(code(service)));
  }

  /** Whether a person must change something before it is not refused any more. */
  static boolean refused(SdkException error) {
    return denied(error)
        || (error instanceof AwsServiceException service
            && code(service).equals("ValidationError"));
  }

  static QueueException translate(SdkException error, String queue, Credentials credentials) {
    if (denied(error)) {
      return new QueueException(
          new Obstacle(
              "QueueAccessDenied",
              "queue "
                  + queue
                  + " refuses "
                  + credentials.shown()
                  + ": "
                  + words(error)
                  + "; "
                  + credentials.remedy(),
              true));
    }
    if (error instanceof AwsServiceException service) {
      return code(service).contains("NonExistentQueue")
              || code(service).contains("QueueDoesNotExist")
          ? new QueueException(
              new Obstacle("QueueNotFound", "queue " + queue + " does not exist: create it", true))
          : new QueueException(
              new Obstacle("QueueError", "queue " + queue + ": " + words(error), false));
    }
    return unreachable(queue, words(error));
  }

  static QueueException unreachable(String queue, String why) {
    return new QueueException(
        new Obstacle("QueueUnreachable", "queue " + queue + " cannot be reached: " + why, false));
  }

  private static String code(AwsServiceException error) {
    return error.awsErrorDetails() == null || error.awsErrorDetails().errorCode() == null
        ? ""
        : String.valueOf(error.awsErrorDetails().errorCode());
  }

  static String words(SdkException error) {
    if (error instanceof AwsServiceException service) {
      AwsErrorDetails details = service.awsErrorDetails();
      return details == null || details.errorCode() == null
          ? "HTTP status " + service.statusCode() + ", and no error of AWS: see its endpoint"
          : details.errorCode() + ": " + details.errorMessage();
    }
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException unknown) {
        return "no host has the name of its endpoint (" + unknown.getMessage() + ")";
      }
    }
    return String.valueOf(error.getMessage());
  }
}
