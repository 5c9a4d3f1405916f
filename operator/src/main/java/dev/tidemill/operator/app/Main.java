package dev.tidemill.operator.app;

import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the process. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final int FAILED = 1;
  private static final int WRONG_SETTINGS = 2;

  private Main() {}

  /** Runs until SIGTERM, or until the lease is lost; takes no arguments, see {@link Settings}. */
  public static void main(String[] args) throws InterruptedException {
    Settings settings;
    try {
      settings = Settings.of(System.getenv());
    } catch (IllegalArgumentException e) {
      LOG.atError().log("{}", e.getMessage());
      System.exit(WRONG_SETTINGS);
      return;
    }
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    // retries have no end, so a label that counts them would have no bound
    meters.config().meterFilter(MeterFilter.ignoreTags("reconciliations.retries.number"));
    OperatorProcess process = new OperatorProcess(settings, Clock.systemUTC(), meters);
    HttpEndpoint http;
    try {
      http = new HttpEndpoint(settings.httpPort(), process::phase, meters);
    } catch (IOException e) {
      LOG.atError()
          .log(
              "cannot listen on port {} (TIDEMILL_HTTP_PORT): {}",
              settings.httpPort(),
              e.getMessage());
      System.exit(FAILED);
      return;
    }
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(() -> {
                  process.stop();
                  http.close();
                }));
    try {
      process.run();
    } catch (RuntimeException | Error e) {
      // with the lease in hand and nothing at work, nobody would do the work
      LOG.atError().setCause(e).log("the operator could not start");
      System.exit(FAILED);
    }
  }
}
