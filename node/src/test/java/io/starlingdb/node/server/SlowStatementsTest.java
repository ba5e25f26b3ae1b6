package io.starlingdb.node.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.cql.run.Session;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SlowStatementsTest {
    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final Session SESSION = Session.DEFAULT.withKeyspace("ks");

    private final Logger logger = (Logger) LoggerFactory.getLogger(SlowStatements.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private long nowNanos;
    private final SlowStatements slow = new SlowStatements(
            new TimeSource() {
                @Override
                public long nanoTime() {
                    return nowNanos;
                }

                @Override
                public long wallMicros() {
                    return nowNanos / 1_000;
                }
            },
            SLOW_NANOS);

    @BeforeEach
    void attach() {
        logged.start();
        logger.addAppender(logged);
        logger.setAdditive(false);
    }

    @AfterEach
    void detach() {
        logger.detachAppender(logged);
        logger.setAdditive(true);
    }

    @Test
    void shouldLogOnlyWhatTookLong() {
        slow.ended("SELECT fast", SESSION, SLOW_NANOS - 1, null);
        slow.ended("SELECT slow", SESSION, SLOW_NANOS, null);
        slow.ended("SELECT failed", SESSION, SLOW_NANOS, new CompletionException(StarlingException.timeout(2, 1)));

        assertThat(logged.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("Slow statement: 500 ms, done, keyspace ks: SELECT slow"),
                        second -> assertThat(second).contains("SELECT failed").contains("StarlingException"));
    }

    @Test
    void shouldLogAFewASecondAndSayHowManyItLeftOut() {
        for (int i = 0; i < 100; i++) {
            slow.ended("SELECT " + i, SESSION, SLOW_NANOS, null);
        }
        assertThat(logged.list).hasSize(SlowStatements.LINES_PER_SECOND);

        nowNanos += TimeUnit.SECONDS.toNanos(1);
        slow.ended("SELECT x", SESSION, SLOW_NANOS, null);
        assertThat(logged.list.get(logged.list.size() - 1).getFormattedMessage())
                .contains("(90 more before it were not logged)");
    }

    @Test
    void shouldWriteEachEventAsOneLineOfJson() throws IOException {
        logger.warn("two\nlines and a \"quote\"", new IllegalStateException("why"));

        byte[] line = new JsonLines("127.0.0.1:7000").encode(logged.list.get(0));

        assertThat(new String(line, java.nio.charset.StandardCharsets.UTF_8))
                .endsWith("}\n")
                .hasLineCount(1);
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.path("level").asText()).isEqualTo("WARN");
        assertThat(json.path("node").asText()).isEqualTo("127.0.0.1:7000");
        assertThat(json.path("logger").asText()).isEqualTo("SlowStatements");
        assertThat(json.path("message").asText()).isEqualTo("two\nlines and a \"quote\"");
        assertThat(json.path("error").asText()).contains("IllegalStateException: why");
        assertThat(json.path("time").asText()).endsWith("Z");
    }
}
