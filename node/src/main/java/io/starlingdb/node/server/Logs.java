package io.starlingdb.node.server;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import io.starlingdb.node.config.NodeConfig;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * Where logs go: standard output, and a file if one is configured; one line an event: ISO time, level, node, class, message, as text or as JSON
 * ({@link JsonLines}); what {@link Audit} tells, to a file of its own as well. Set up in code,
 * as reading logback's XML costs a tenth of the start.
 *
 * <p>Events pass through a queue, so that a terminal that does not read never holds up the loop; when it is full, events are lost.
 */
final class Logs implements AutoCloseable {
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [NODE] %logger{0}: %msg%n";
    private static final int QUEUE_EVENTS = 8192;
    private static final int FLUSH_MILLIS_MAX = 2_000;
    private static final int FILES_KEPT = 14;

    private final LoggerContext context;

    private Logs(LoggerContext context) {
        this.context = context;
    }

    /** @param node what lines show as the node: where other nodes reach it */
    static Logs start(NodeConfig.Logging settings, String node) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Supplier<Encoder<ILoggingEvent>> lines =
                settings.isJson() ? () -> new JsonLines(node) : () -> text(context, node);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(settings.level()));
        context.getLogger("io.netty").setLevel(Level.WARN);
        root.addAppender(queued(context, "stdout", started(context, lines.get(), new ConsoleAppender<>())));
        if (!settings.file().isEmpty()) {
            root.addAppender(queued(context, "file", file(context, lines.get(), settings.file())));
        }
        if (!settings.auditFile().isEmpty()) {
            context.getLogger(Audit.LOGGER)
                    .addAppender(queued(context, "audit", file(context, lines.get(), settings.auditFile())));
        }
        context.getLogger(Audit.LOGGER).setLevel(Level.INFO);
        return new Logs(context);
    }

    /** Writes what is queued. Logging afterwards does nothing. */
    @Override
    public void close() {
        context.stop();
    }

    private static Appender<ILoggingEvent> queued(
            LoggerContext context, String name, Appender<ILoggingEvent> appender) {
        AsyncAppender queue = new AsyncAppender();
        queue.setContext(context);
        queue.setName(name);
        queue.setQueueSize(QUEUE_EVENTS);
        queue.setDiscardingThreshold(0);
        queue.setNeverBlock(true);
        queue.setMaxFlushTime(FLUSH_MILLIS_MAX);
        queue.addAppender(appender);
        queue.start();
        return queue;
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context, String node) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN.replace("NODE", node));
        return encoder;
    }

    private static <A extends OutputStreamAppender<ILoggingEvent>> A started(
            LoggerContext context, Encoder<ILoggingEvent> encoder, A appender) {
        encoder.setContext(context);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private static Appender<ILoggingEvent> file(LoggerContext context, Encoder<ILoggingEvent> encoder, String file) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(file);
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
        policy.setContext(context);
        policy.setParent(appender);
        policy.setFileNamePattern(file + ".%d{yyyy-MM-dd}.%i.gz");
        policy.setMaxFileSize(FileSize.valueOf("100MB"));
        policy.setMaxHistory(FILES_KEPT);
        policy.start();
        appender.setRollingPolicy(policy);
        return started(context, encoder, appender);
    }
}
