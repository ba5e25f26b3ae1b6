package io.starlingdb.node.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.ClusterRecordCodec;
import io.starlingdb.node.sync.SettledRanges;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The manifest's form: {@code manifest.json}, readable by people, with its own checksum in {@code manifest.crc32c} beside it. */
final class ManifestFile {
    static final String NAME = "manifest.json";
    static final String SUM_NAME = "manifest.crc32c";
    private static final int FORM = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private ManifestFile() {}

    static byte[] encode(Manifest manifest) {
        ObjectNode json = JSON.createObjectNode();
        json.put("form", FORM);
        json.put("name", manifest.name());
        json.put("cluster", manifest.record().name());
        json.put("cluster_id", manifest.record().clusterId().toString());
        json.put("epoch", manifest.record().epoch());
        json.put("node", manifest.node().toString());
        json.put("address", manifest.address());
        json.put("release", manifest.release());
        json.put("taken", Instant.ofEpochMilli(manifest.takenMillis()).toString());
        json.put("taken_ms", manifest.takenMillis());
        json.put("recovering", manifest.wasRecovering());
        manifest.scope().forEach(json.putArray("scope")::add);
        manifest.tables().forEach(table -> json.withArray("tables").add(table.toString()));
        for (Manifest.StoredFile file : manifest.files()) {
            json.withArray("files")
                    .addObject()
                    .put("name", file.name())
                    .put("bytes", file.bytes())
                    .put("crc32c", hex(file.crc()));
        }
        if (!manifest.settled().isEmpty()) {
            json.put(
                    "settled",
                    Base64.getEncoder().encodeToString(manifest.settled().encode()));
        }
        json.put("record", Base64.getEncoder().encodeToString(ClusterRecordCodec.encode(manifest.record())));
        return (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static String hex(long crc) {
        return String.format("%08x", crc);
    }

    /** @throws SnapshotException if there is none, or it is not what was written */
    static Manifest read(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            byte[] bytes = Files.readAllBytes(file);
            String sum = Files.readString(folder.resolve(SUM_NAME)).strip();
            if (!sum.equals(hex(FileSums.of(bytes)))) {
                throw new SnapshotException(file + " is not what was written: its checksum is "
                        + hex(FileSums.of(bytes)) + ", and " + SUM_NAME + " says " + sum);
            }
            return decode(file, bytes);
        } catch (IOException e) {
            throw new SnapshotException(file + " cannot be read: " + e, e);
        }
    }

    static Manifest decode(Path file, byte[] bytes) throws IOException {
        JsonNode json = JSON.readTree(bytes);
        if (json.path("form").asInt() != FORM) {
            throw new SnapshotException(
                    file + " has the form " + json.path("form").asText("?") + "; this release reads form " + FORM);
        }
        List<String> scope = new ArrayList<>();
        json.path("scope").forEach(one -> scope.add(one.asText()));
        List<Manifest.StoredFile> files = new ArrayList<>();
        for (JsonNode one : json.path("files")) {
            files.add(new Manifest.StoredFile(
                    one.path("name").asText(),
                    one.path("bytes").asLong(),
                    Long.parseLong(one.path("crc32c").asText(), 16)));
        }
        try {
            return new Manifest(
                    json.path("name").asText(),
                    NodeId.parse(json.path("node").asText()),
                    json.path("address").asText(),
                    json.path("release").asText(),
                    json.path("taken_ms").asLong(),
                    json.path("recovering").asBoolean(),
                    scope,
                    ClusterRecordCodec.decode(
                            Base64.getDecoder().decode(json.path("record").asText())),
                    SettledRanges.decode(
                            Base64.getDecoder().decode(json.path("settled").asText())),
                    files);
        } catch (RuntimeException e) {
            throw new SnapshotException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
