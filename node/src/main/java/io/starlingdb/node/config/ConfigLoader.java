package io.starlingdb.node.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Lays the sources of settings over one another: defaults, the YAML file, the environment, then {@code --set}; the later one
 * wins. In the file a dotted key may also be written as nested maps.
 *
 * <p>Not thread safe; made for one load.
 */
public final class ConfigLoader {
    private static final String ENVIRONMENT_PREFIX = "STARLING_";

    /** Variables of the launcher that share the prefix and are none of the node's settings. */
    private static final List<String> LAUNCHER_VARIABLES =
            List.of("STARLING_JAVA_OPTS", "STARLING_HOME", "STARLING_USER", "STARLING_PASSWORD");

    private final Map<String, ConfigKey<?>> keys = new LinkedHashMap<>();
    private final Map<String, Written> written = new HashMap<>();

    /**
     * @param text the written form
     * @param source where it stands: completes "from …"
     */
    private record Written(String text, String source) {}

    public ConfigLoader() {
        ConfigKeys.ALL.forEach(key -> keys.put(key.name(), key));
    }

    /** @throws ConfigException when the file cannot be read, is no YAML map, or has an unknown key */
    public ConfigLoader file(Path file) {
        JsonNode tree;
        try {
            tree = new YAMLMapper().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new ConfigException("The configuration file " + file + " cannot be read: " + firstLine(e));
        }
        if (!tree.isMissingNode() && !tree.isNull()) {
            if (!tree.isObject()) {
                throw new ConfigException("The configuration file " + file + " must be a map of keys to values.");
            }
            putTree("", tree, file.toString());
        }
        return this;
    }

    /**
     * Takes every {@code STARLING_…} variable.
     *
     * @throws ConfigException for one that names no key
     */
    public ConfigLoader environment(Map<String, String> environment) {
        Map<String, ConfigKey<?>> byVariable = new HashMap<>();
        keys.values().forEach(key -> byVariable.put(key.environmentVariable(), key));
        environment.forEach((variable, value) -> {
            if (variable.startsWith(ENVIRONMENT_PREFIX) && !LAUNCHER_VARIABLES.contains(variable)) {
                ConfigKey<?> key = byVariable.get(variable);
                if (key == null) {
                    throw new ConfigException("Unknown environment variable " + variable + "; did you mean "
                            + NearestName.to(variable, byVariable.keySet()) + "?");
                }
                written.put(key.name(), new Written(value, "environment variable " + variable));
            }
        });
        return this;
    }

    /** @param assignment {@code key=value}, as given to {@code --set} */
    public ConfigLoader set(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw new ConfigException("--set takes key=value, not '" + assignment + "'.");
        }
        put(assignment.substring(0, equals).trim(), assignment.substring(equals + 1), "--set");
        return this;
    }

    /** @throws ConfigException for a value that cannot be read or does not fit another */
    public NodeConfig load() {
        return NodeConfig.from(this);
    }

    /** Every key with the value in force and its source, in the order of the file; secrets are hidden. */
    List<Setting> settings() {
        return keys.values().stream().map(this::setting).toList();
    }

    private Setting setting(ConfigKey<?> key) {
        Written own = written.get(key.name());
        String value = own == null ? key.fallback() : own.text();
        boolean hidden = key.isSecret() && !value.isEmpty();
        return new Setting(
                key.name(), hidden ? Setting.HIDDEN : value, own == null ? "default" : own.source(), key.doc());
    }

    <T> T value(ConfigKey<T> key) {
        Written own = written.get(key.name());
        return own == null ? key.read(key.fallback(), "the default") : key.read(own.text(), own.source());
    }

    private void putTree(String prefix, JsonNode tree, String source) {
        tree.properties().forEach(entry -> {
            String name = prefix + entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                putTree(name + ".", value, source);
            } else {
                put(name, text(value), source);
            }
        });
    }

    private static @Nullable String text(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (!value.isArray()) {
            return value.asText();
        }
        StringJoiner joined = new StringJoiner(",");
        value.forEach(element -> joined.add(element.asText()));
        return joined.toString();
    }

    private void put(String name, @Nullable String text, String source) {
        if (!keys.containsKey(name)) {
            throw new ConfigException("Unknown configuration key '" + name + "' (from " + source + "); did you mean '"
                    + NearestName.to(name, keys.keySet()) + "'?");
        }
        if (text != null) {
            written.put(name, new Written(text, source));
        }
    }

    private static String firstLine(IOException e) {
        String message = e instanceof java.nio.file.NoSuchFileException ? "there is no such file" : e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
