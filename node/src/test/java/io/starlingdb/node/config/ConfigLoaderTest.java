package io.starlingdb.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.kernel.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
    private static final Path SHIPPED = Path.of("..", "conf", "starling.yaml");

    @TempDir
    Path directory;

    @Test
    void shouldLetTheLaterSourceWin() throws IOException {
        Path file = write("http_port: 1001\nrack: a\ndatacenter: file\n");

        NodeConfig config = new ConfigLoader()
                .file(file)
                .environment(Map.of("STARLING_HTTP_PORT", "1002", "STARLING_RACK", "b", "PATH", "/bin"))
                .set("http_port=1003")
                .load();

        assertThat(config.network().httpPort()).isEqualTo(1003);
        assertThat(config.placement().rack()).isEqualTo("b");
        assertThat(config.placement().datacenter()).isEqualTo("file");
    }

    @Test
    void shouldReadNestedMapsAndLists() throws IOException {
        Path file = write("seeds: [127.0.0.1, '127.0.0.2:7002']\nstorage:\n  row_cache: 3MiB\ncommitlog.sync: group\n");

        NodeConfig config = new ConfigLoader().file(file).load();

        assertThat(config.seeds()).containsExactly(new Endpoint("127.0.0.1", 7000), new Endpoint("127.0.0.2", 7002));
        assertThat(config.storage().rowCacheBytes()).isEqualTo(3 << 20);
        assertThat(config.storage().sync().group()).isTrue();
    }

    @Test
    void shouldShipAFileThatNamesEveryKeyWithItsDefault() throws IOException {
        String shipped = Files.readString(SHIPPED);

        assertThat(ConfigKeys.ALL).allSatisfy(key -> assertThat(shipped).containsPattern("(?m)^" + key.name() + ": "));
        assertThat(new ConfigLoader().file(SHIPPED).load())
                .usingRecursiveComparison()
                .ignoringFields("settings") // which tell their sources
                .isEqualTo(new ConfigLoader().load());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "htp_port=1 | did you mean 'http_port'?",
                "http_port=0 | http_port: '0' (from --set) is not a whole number from 1 to 65535",
                "http_port=many | http_port: 'many' (from --set) is not a whole number",
                "http_port=9042 | must differ",
                "request.timeout=5 | the unit is missing",
                "request.timeout=1ms | use 10ms or more",
                "storage.row_cache=1MB | is not a size such as 64KiB",
                "commitlog.sync=periodic 1h | the period must be 10ms to 1m",
                "commitlog.sync=never | is not 'group' or 'periodic DURATION'",
                "insecure=perhaps | is not true or false",
                "log.level=loud | is not one of",
                "cluster_name=two words | is not a name",
                "listen_address=0.0.0.0 | advertise_address: other nodes cannot reach 0.0.0.0",
                "listen_address=no.such.host.invalid | is not known",
                "nonsense | --set takes key=value",
            })
    void shouldNameTheKeyAndTheMend(String assignment, String message) {
        assertThatThrownBy(() -> new ConfigLoader().set(assignment).load())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldRefuseToListenToOtherMachinesWithoutAuthentication() {
        ConfigLoader open = new ConfigLoader().set("listen_address=0.0.0.0").set("advertise_address=127.0.0.1");

        assertThatThrownBy(open::load).hasMessageContaining("insecure: true");
        assertThat(open.set("insecure=true").load().network().listenAddress()).isEqualTo("0.0.0.0");
    }

    @Test
    void shouldRefuseUnknownVariablesAndBrokenFiles() throws IOException {
        assertThatThrownBy(() -> new ConfigLoader().environment(Map.of("STARLING_HTTP_PROT", "1")))
                .hasMessageContaining("STARLING_HTTP_PORT");
        assertThatThrownBy(() -> new ConfigLoader().file(directory.resolve("none.yaml")))
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> new ConfigLoader().file(write("just a text"))).hasMessageContaining("must be a map");
        assertThatThrownBy(() -> new ConfigLoader().file(write("a: [1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void shouldUseTheListenAddressWhereNoneIsAdvertised() {
        NodeConfig config = new ConfigLoader().set("listen_address=127.0.0.9").load();

        assertThat(config.network().internodeEndpoint()).isEqualTo(new Endpoint("127.0.0.9", 7000));
        assertThat(config.requests().timeout()).isEqualTo(Duration.ofSeconds(5));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("starling.yaml"), text);
    }
}
