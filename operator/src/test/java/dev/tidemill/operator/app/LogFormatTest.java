package dev.tidemill.operator.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class LogFormatTest {
  @Test
  void whatAUserWroteBeginsNoLineOfItsOwn() {
    assertThat(line("refused: \"a\r\n2026-01-01 INFO forged\"").stripTrailing())
        .doesNotContain("\n")
        .contains("\"refused: ")
        .contains("name=\"nightly\"");
  }

  private static String line(String message) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger logger = context.getLogger(Logger.ROOT_LOGGER_NAME);
    var event = new LoggingEvent("test", logger, Level.INFO, message, null, null);
    event.addKeyValuePair(new KeyValuePair("name", "nightly"));
    var appender = (ConsoleAppender<ILoggingEvent>) logger.getAppender("STDOUT");
    return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
