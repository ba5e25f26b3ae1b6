package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.console.ProgressBar;
import java.io.PrintWriter;

/** The line that shows how far an operation is, rewritten in place; on what is no terminal it shows nothing. To be closed. */
final class ProgressLine implements AutoCloseable {
    private final PrintWriter err;
    private final boolean terminal;
    private boolean shown;

    ProgressLine(PrintWriter err) {
        this.err = err;
        this.terminal = Boolean.getBoolean("starling.progress");
    }

    /** @param status as {@code GET /v1/operations/{id}} answers it */
    void show(JsonNode status) {
        if (terminal) {
            err.print("\r\u001b[K" + text(status));
            err.flush();
            shown = true;
        }
    }

    static String text(JsonNode status) {
        long done = status.path("done").asLong();
        long total = status.path("total").asLong();
        StringBuilder line = new StringBuilder(status.path("operation").asText()).append("  ");
        if (total > 0) {
            line.append(ProgressBar.of((double) done / total));
            line.append(done)
                    .append(" of ")
                    .append(total)
                    .append(' ')
                    .append(status.path("unit").asText());
        } else {
            line.append(String.format(
                    java.util.Locale.ROOT, "%.0f s", status.path("elapsed_ms").asLong() / 1000.0));
        }
        if (status.has("bytes")) {
            line.append("  ").append(Quantity.bytes(status.path("bytes").asLong()));
            if (status.has("bytes_total")) {
                line.append(" of about ")
                        .append(Quantity.bytes(status.path("bytes_total").asLong()));
            }
        }
        if (status.has("seconds_left")) {
            line.append("  about ")
                    .append(Quantity.seconds(status.path("seconds_left").asLong()))
                    .append(" left");
        }
        String doing = status.path("doing").asText();
        return doing.isEmpty()
                ? line.toString()
                : line.append("  ").append(doing).toString();
    }

    @Override
    public void close() {
        if (shown) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
