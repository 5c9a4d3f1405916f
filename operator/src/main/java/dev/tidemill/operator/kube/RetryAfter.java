package dev.tidemill.operator.kube;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Notes how long the API server asks to wait before a call is made again. Its own flow control says
 * so in a header alone, which the client's exceptions do not have; source: the Kubernetes concepts,
 * "API Priority and Fairness".
 */
public final class RetryAfter implements Interceptor {
  /** The longest time that is obeyed: whoever asks for more is asked again before. */
  public static final Duration MOST = Duration.ofSeconds(60);

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
  private static final ThreadLocal<@Nullable Call> CALL = new ThreadLocal<>();

  /** By what the client builds the request of, which it shows before the call and after it. */
  private static final Map<BasicBuilder, Call> CALLS = new ConcurrentHashMap<>();

  /** One call of a thread, which other threads answer. */
  private static final class Call {
    private volatile Duration asked = Duration.ZERO;
    private volatile @Nullable BasicBuilder builder;
  }

  private RetryAfter() {}

  /** Lets a client note it. */
  public static void install(HttpClient.Builder client) {
    client.addOrReplaceInterceptor("tidemill-retry-after", new RetryAfter());
  }

  /**
   * Makes one call of a client that notes it.
   *
   * @throws BusyException in place of the client's exception where the API server asks to wait
   */
  static <T> T noting(Supplier<T> request) {
    Call call = new Call();
    CALL.set(call);
    try {
      return request.get();
    } catch (KubernetesClientException e) {
      if (call.asked.isZero()) {
        throw e;
      }
      throw new BusyException(e, call.asked);
    } finally {
      CALL.remove();
      BasicBuilder builder = call.builder;
      if (builder != null) {
        CALLS.remove(builder);
      }
    }
  }

  /** On the thread that calls. */
  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    Call call = CALL.get();
    if (call != null) {
      call.builder = builder;
      CALLS.put(builder, call);
    }
  }

  /** Before the call ends; asks for no repetition. */
  @Override
  public CompletableFuture<Boolean> afterFailure(
      BasicBuilder builder, HttpResponse<?> response, RequestTags tags) {
    Call call = CALLS.get(builder);
    if (call != null) {
      call.asked = asked(response.header("Retry-After"));
    }
    return CompletableFuture.completedFuture(false);
  }

  private static Duration asked(@Nullable String header) {
    if (header == null || !SECONDS.matcher(header.strip()).matches()) {
      return Duration.ZERO;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(header.strip()));
    return asked.compareTo(MOST) < 0 ? asked : MOST;
  }
}
