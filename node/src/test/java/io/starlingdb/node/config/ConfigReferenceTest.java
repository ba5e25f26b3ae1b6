package io.starlingdb.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code conf/REFERENCE.md} is made from {@link ConfigKeys}: with {@code -Dconfig.write=true} this writes it, else it must be as this would write it. */
class ConfigReferenceTest {
    private static final Path CONF = Path.of("..", "conf");

    @Test
    void shouldBeWhatTheKeysSay() throws IOException {
        Path file = CONF.resolve("REFERENCE.md");
        if (Boolean.getBoolean("config.write")) {
            Files.writeString(file, reference());
        }
        assertThat(Files.readString(file))
                .as("conf/REFERENCE.md is out of date: run this test with -Dconfig.write=true")
                .isEqualTo(reference());
    }

    @Test
    void shouldExplainEveryKeyInTheShippedFileToo() throws IOException {
        String text = Files.readString(CONF.resolve("starling.yaml")).replaceAll("\\s*\\n# ?", " ");
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            assertThat(text).as(key.name()).contains(key.doc()).contains("\n" + key.name() + ":");
        }
    }

    @Test
    void shouldHideSecretsAndTellSources() {
        assertThat(new ConfigKey<>("auth.password", ValueKind.TEXT, "", "").isSecret())
                .isTrue();
        assertThat(new ConfigKey<>("internode_secret", ValueKind.TEXT, "", "").isSecret())
                .isTrue();
        assertThat(ConfigKeys.NUM_TOKENS.isSecret()).isFalse();

        ConfigLoader loader =
                new ConfigLoader().environment(Map.of("STARLING_RACK", "r7")).set("cluster_name=finches");

        assertThat(loader.settings())
                .contains(
                        new Setting("cluster_name", "finches", "--set", ConfigKeys.CLUSTER_NAME.doc()),
                        new Setting("rack", "r7", "environment variable STARLING_RACK", ConfigKeys.RACK.doc()),
                        new Setting("http_port", "8080", "default", ConfigKeys.HTTP_PORT.doc()))
                .hasSameSizeAs(ConfigKeys.ALL);
    }

    private static String reference() {
        StringBuilder page = new StringBuilder("""
                # Configuration reference

                Made from the code's own definitions (`ConfigReferenceTest`); not to be edited by hand. A setting is taken from, the later over the earlier: its default, `conf/starling.yaml` (or `--config FILE`),
                its environment variable, `--set key=value`. `starling config show` tells what is in force on a running node, and where each value is from. Changes take a restart.

                | key | default | takes | what it does |
                |---|---|---|---|
                """);
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            page.append("| `")
                    .append(key.name())
                    .append("` | ")
                    .append(key.fallback().isEmpty() ? "" : "`" + key.fallback() + "`")
                    .append(" | ")
                    .append(key.kind().expects().replace("|", "\\|"))
                    .append(" | ")
                    .append(key.doc().replace("|", "\\|"))
                    .append(" |\n");
        }
        return page.append(
                        "\nThe environment variable of a key is its name in capitals, dots as underscores, after `STARLING_`: `")
                .append(ConfigKeys.ROW_CACHE.name())
                .append("` is `")
                .append(ConfigKeys.ROW_CACHE.environmentVariable())
                .append("`.\n")
                .toString();
    }
}
