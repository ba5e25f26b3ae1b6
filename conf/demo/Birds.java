import io.starlingdb.client.http.CausalContext;
import io.starlingdb.client.http.RequestOptions;
import io.starlingdb.client.http.Row;
import io.starlingdb.client.http.RowRead;
import io.starlingdb.client.http.StarlingClient;
import io.starlingdb.client.http.StarlingClientBuilder;
import io.starlingdb.client.http.Statement;
import io.starlingdb.client.http.Table;
import java.util.Map;

/**
 * The Java client, from creating a table to two writers who did not know of each other. It needs no build: from the distribution's folder,
 *
 * <pre>java -cp 'lib/*' conf/demo/Birds.java 127.0.0.1 127.0.0.2 127.0.0.3</pre>
 */
public final class Birds {
    private Birds() {}

    /** @param nodes {@code HOST[:PORT]} of each */
    public static void main(String[] nodes) {
        StarlingClientBuilder builder = StarlingClient.builder();
        for (String node : nodes) {
            builder.node(node);
        }
        StarlingClient client = builder.build();

        client.execute(Statement.of("CREATE KEYSPACE IF NOT EXISTS aviary"
                + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': " + Math.min(3, nodes.length) + "}"));
        client.execute(Statement.of("CREATE TABLE IF NOT EXISTS aviary.birds (name text PRIMARY KEY, song text, wing_cm int)"
                + " WITH conflicts = 'siblings'"));

        Table birds = client.table("aviary", "birds");
        birds.delete("wren");
        birds.put(Map.of("song", "chirp", "wing_cm", 7), "wren");

        RowRead seen = birds.get("wren");
        System.out.println("stored: " + seen.row().orElseThrow());

        // Two who have read the same write without knowing of each other: both songs are kept.
        CausalContext context = seen.context();
        birds.patch(RequestOptions.DEFAULT.withContext(context), Map.of("song", "trill"), "wren");
        birds.patch(RequestOptions.DEFAULT.withContext(context), Map.of("song", "warble"), "wren");
        RowRead both = birds.get("wren");
        System.out.println("songs: " + both.conflicts().get("song").size());

        // Whoever hands both back settles it.
        birds.patch(RequestOptions.DEFAULT.withContext(both.context()), Map.of("song", "trill and warble"), "wren");
        System.out.println("settled: " + birds.get("wren").row().map(row -> row.text("song")).orElse("?"));

        for (int i = 0; i < 25; i++) {
            client.execute(Statement.of("INSERT INTO aviary.birds (name, wing_cm) VALUES (?, ?)", "tit" + i, i)
                    .withIdempotent(true));
        }
        long count = client.stream(Statement.of("SELECT name, wing_cm FROM aviary.birds").withPageSize(10))
                .map((Row row) -> row.text("name"))
                .distinct()
                .count();
        System.out.println("birds: " + count);
    }
}
