package io.starlingdb.node.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.admin.NodeOperation;
import io.starlingdb.node.admin.NodeView;
import io.starlingdb.node.admin.OperationProgress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/node/log-level} with {@code {"level", "logger"?}}, until the process ends, and {@code GET /v1/node/log-levels}. The root's logger is {@code root}; {@code default} as
 * the level takes an own one back: the logger then has its parent's, the root what was configured.
 */
final class LogLevels implements NodeOperation {
    private static final String ROOT = "root";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.$]{0,199}");
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace", "off", "default");
    private static final int OWN_LEVELS_MAX = 200;

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final String configured;

    /** @param configured the root's level by the configuration */
    LogLevels(String configured) {
        this.configured = configured;
    }

    @Override
    public String name() {
        return "log-level";
    }

    @Override
    public boolean isLong() {
        return false;
    }

    @Override
    public CompletableFuture<? extends @Nullable Object> begin(JsonNode parameters, OperationProgress progress) {
        String name = parameters.path("logger").asText(ROOT);
        String level = parameters.path("level").asText("").toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw StarlingException.badRequest("logger: '" + name + "' is no name of a package or class");
        }
        if (!LEVELS.contains(level)) {
            throw StarlingException.badRequest("level: '" + level + "' is none of " + String.join(", ", LEVELS));
        }
        boolean isRoot = name.equals(ROOT);
        if (!isRoot && levels().size() >= OWN_LEVELS_MAX) {
            throw StarlingException.badRequest("More than " + OWN_LEVELS_MAX + " loggers have a level of their own");
        }
        Logger logger = context.getLogger(isRoot ? org.slf4j.Logger.ROOT_LOGGER_NAME : name);
        if (level.equals("default")) {
            logger.setLevel(isRoot ? Level.toLevel(configured) : null);
        } else {
            logger.setLevel(Level.toLevel(level));
        }
        return CompletableFuture.completedFuture(levels());
    }

    /** What there is. */
    NodeView view() {
        return new NodeView() {
            @Override
            public String name() {
                return "log-levels";
            }

            @Override
            public CompletableFuture<?> show(Map<String, String> query) {
                return CompletableFuture.completedFuture(levels());
            }
        };
    }

    /** Those that have a level of their own, by name. */
    private Map<String, String> levels() {
        Map<String, String> levels = new TreeMap<>();
        for (Logger logger : context.getLoggerList()) {
            Level own = logger.getLevel();
            if (own != null) {
                String name = logger.getName().equals(org.slf4j.Logger.ROOT_LOGGER_NAME) ? ROOT : logger.getName();
                levels.put(name, own.toString().toLowerCase(Locale.ROOT));
            }
        }
        return levels;
    }
}
