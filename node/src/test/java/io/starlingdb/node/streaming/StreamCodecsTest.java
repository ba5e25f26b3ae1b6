package io.starlingdb.node.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.replica.MessageForms;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamCodecsTest {
    private static final RowKey KEY = RowKey.row(100, 5, new byte[] {1, 2}, new byte[] {3});

    private final MessageForms forms = new MessageForms(StreamCodecs::register);

    @Test
    void shouldKeepTheFormsOfStreams() {
        forms.check("streaming/request", new StreamRequest(5, 100, new TokenRange(-5, 5), KEY), StreamRequest.class);
        forms.check("streaming/page", new StreamPage(List.of(), KEY, true), StreamPage.class);
    }

    @Test
    void shouldKeepTheFormOfStoredProgressAndForgetThatOfAnotherTransition() {
        FetchProgress progress = new FetchProgress(9);
        FetchProgress.Key piece = new FetchProgress.Key("ks", new TokenRange(-5, 5));
        progress.done(piece, new NodeId(1, 2));
        progress.add(1_000);
        byte[] stored = progress.encode();
        assertThat(HexFormat.of().formatHex(stored))
                .isEqualTo("0109e80701026b73fffffffffffffffb00000000000000050100000000000000010000000000000002");
        FetchProgress read = FetchProgress.decode(stored, 9);
        assertThat(read.fetched(piece)).containsExactly(new NodeId(1, 2));
        assertThat(read.bytes()).isEqualTo(1_000);
        assertThat(FetchProgress.decode(stored, 8).fetched(piece)).isEmpty();
    }

    @Test
    void shouldReadItsOwnReportAndNoOther() {
        FetchReport report = new FetchReport(9, 1, 2, 3_000, 7);
        assertThat(FetchReport.parse(report.text())).isEqualTo(report);
        assertThat(FetchReport.parse("9 1 2 3000"))
                .as("as the first release said it")
                .isEqualTo(new FetchReport(9, 1, 2, 3_000, -1));
        assertThat(FetchReport.parse("9 1 2")).isNull();
        assertThat(FetchReport.parse("a b c d")).isNull();
    }
}
