package io.starlingdb.antientropy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes that peers and files of this version hold: a change of them needs a new form or wire version. */
final class Golden {
    private Golden() {}

    static void check(String name, byte[] bytes) {
        assertThat(HexFormat.of().formatHex(bytes))
                .as(name)
                .isEqualTo(HexFormat.of().formatHex(read(name)));
    }

    static byte[] read(String name) {
        try (InputStream in = Golden.class.getResourceAsStream(name + ".hex")) {
            assertThat(in).as(name).isNotNull();
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
