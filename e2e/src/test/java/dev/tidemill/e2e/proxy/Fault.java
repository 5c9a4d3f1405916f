package dev.tidemill.e2e.proxy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What happens to requests of one sort, a number of times.
 *
 * @param matcher which requests
 * @param moment when
 * @param effect what
 * @param left how many more times
 */
public record Fault(Predicate<Call> matcher, Moment moment, Effect effect, AtomicInteger left) {
  /** When a fault strikes. */
  public enum Moment {
    /** The request was sent and has not reached the server. */
    SENT,

    /** The server has done it and its answer has not arrived. */
    ANSWERED
  }

  /** What a fault does. */
  public sealed interface Effect {
    /** Does something to the operator; what is on its way goes on or, with a kill, no further. */
    record Strike(Runnable blow, boolean goesOn) implements Effect {}

    /** Answers in the server's place, and ends the connection. */
    record Answer(int code, Map<String, String> headers, String body) implements Effect {
      /** What an API server says that refuses a call. */
      public static Answer refusal(int code, String reason) {
        return refusal(code, reason, Map.of());
      }

      /** The same with headers. */
      public static Answer refusal(int code, String reason, Map<String, String> headers) {
        return new Answer(
            code,
            headers,
            """
            {"kind":"Status","apiVersion":"v1","status":"Failure","code":%d,"reason":"%s",
             "message":"injected"}
            """
                .formatted(code, reason));
      }

      /** An answer without headers of its own. */
      public Answer(int code, String body) {
        this(code, Map.of(), body);
      }
    }

    /** Answers in the server's place, with all the bytes of an answer, and goes on after it. */
    record Instead(Function<Call, byte[]> answer) implements Effect {}

    /** Shows all the bytes of an answer to somebody, then goes on. */
    record Shown(Consumer<byte[]> reader) implements Effect {}

    /** Waits, then goes on. */
    record Delay(Duration time) implements Effect {}

    /** Ends the connection. */
    record Cut() implements Effect {}

    /** Sends the request to the server twice and hands back the second answer. */
    record Twice() implements Effect {}
  }

  /** A fault that strikes once. */
  public static Fault once(Point point, Moment moment, Effect effect) {
    return times(1, point::is, moment, effect);
  }

  /** A fault that strikes until it is taken away. */
  public static Fault always(Predicate<Call> matcher, Moment moment, Effect effect) {
    return times(Integer.MAX_VALUE, matcher, moment, effect);
  }

  /** A fault that strikes a number of times. */
  public static Fault times(int times, Predicate<Call> matcher, Moment moment, Effect effect) {
    return new Fault(matcher, moment, effect, new AtomicInteger(times));
  }

  /** Whether it has struck as often as it was to. */
  public boolean spent() {
    return left.get() <= 0;
  }

  boolean take(Call call, Moment now) {
    return moment == now
        && left.get() > 0
        && matcher.test(call)
        && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }
}
