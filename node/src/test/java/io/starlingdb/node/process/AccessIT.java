package io.starlingdb.node.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import io.starlingdb.client.PasswordHash;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real node that asks for a name and a password. */
class AccessIT {
    @TempDir
    private Path directory;

    @Test
    void shouldLetInWhoKnowsThePasswordByDriverHttpAndCommandAndTellWhoChangedTheSchema() throws Exception {
        Path users =
                Files.writeString(directory.resolve("users"), "anna:" + PasswordHash.of("secret".toCharArray()) + "\n");
        Path audit = directory.resolve("audit.log");
        try (Cluster cluster = Cluster.of(
                        directory,
                        1,
                        "authentication.users_file=" + users,
                        "log.audit_file=" + audit,
                        "metrics.jmx=true")
                .start()) {
            NodeProcess node = cluster.node(0);
            String host = node.addresses().host() + ":" + node.addresses().http();
            assertThat(node.get("/v1/cluster").status()).isEqualTo(401);
            assertThat(command(List.of("init", "--host", host), "wrong")).isNotZero();
            assertThat(command(List.of("init", "--host", host), "secret")).isZero();
            node.awaitReady();

            assertThatThrownBy(() -> session(node).build())
                    .isInstanceOfAny(AllNodesFailedException.class, AuthenticationException.class);
            assertThatThrownBy(() ->
                            session(node).withAuthCredentials("anna", "wrong").build())
                    .isInstanceOf(AllNodesFailedException.class)
                    .hasMessageContaining("incorrect");
            try (CqlSession session =
                    session(node).withAuthCredentials("anna", "secret").build()) {
                session.execute(
                        "CREATE KEYSPACE ks WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
                assertThat(session.execute("SELECT * FROM system.local").one()).isNotNull();
            }
            assertThat(command(List.of("cql", host, "-e", "DESCRIBE KEYSPACES"), "secret"))
                    .isZero();
            assertThat(Files.readString(audit))
                    .contains("actor=anna@127.0.", "kind=operation outcome=done what=/v1/init")
                    .contains("kind=schema outcome=done what=CREATE KEYSPACE ks");
        }
    }

    private static CqlSessionBuilder session(NodeProcess node) {
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(
                        node.addresses().host(), node.addresses().cql()))
                .withLocalDatacenter("dc1");
    }

    private int command(List<String> arguments, String password) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Distribution.launcher()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("command.log").toFile());
        builder.environment().put("STARLING_USER", "anna");
        builder.environment().put("STARLING_PASSWORD", password);
        return builder.start().waitFor();
    }
}
