import com.typesafe.config.Config;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.LightArrayRevolverScheduler;
import org.apache.pekko.event.LoggingAdapter;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/**
 * Takes no delay for less than a hundredth of a second. ElasticMQ looks again "when the next message
 * is visible": where a receive waits and the group of a visible message is blocked, that is at once
 * and forever, and costs a whole core.
 */
public final class PacedScheduler extends LightArrayRevolverScheduler {
  private static final FiniteDuration SHORTEST = FiniteDuration.apply(10, TimeUnit.MILLISECONDS);

  /** What Pekko calls. */
  public PacedScheduler(Config config, LoggingAdapter log, ThreadFactory threads) {
    super(config, log, threads);
  }

  @Override
  public Cancellable scheduleOnce(FiniteDuration delay, Runnable task, ExecutionContext executor) {
    return super.scheduleOnce(delay.compareTo(SHORTEST) < 0 ? SHORTEST : delay, task, executor);
  }
}
