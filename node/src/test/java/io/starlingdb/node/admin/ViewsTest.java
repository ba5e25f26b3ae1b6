package io.starlingdb.node.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.gossip.Liveness;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.wire.MessageCodec;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewsTest {
    private static final MessageCodec<ViewReply> CODEC = ViewCodecs.reply();

    /** Version 1: epoch, sum of the record, and for each node its id, address, status and liveness. */
    private static final String GOLDEN = "07000000000000002a01" + "00000000000000000000000000000001"
            + "0a31302e302e302e313a37" + "064e4f524d414c" + "02";

    private static ViewReply.Opinion opinion(int node, Liveness liveness) {
        return new ViewReply.Opinion(new NodeId(0, node), "10.0.0." + node + ":7", "NORMAL", liveness);
    }

    private static ViewReply view(long record, ViewReply.Opinion... opinions) {
        return new ViewReply(7, record, List.of(opinions));
    }

    @Test
    void shouldFindNoDifferenceBetweenEqualViews() {
        assertThat(Views.differences(view(42, opinion(1, Liveness.ALIVE)), view(42, opinion(1, Liveness.ALIVE))))
                .isEmpty();
    }

    @Test
    void shouldNameEachDifferenceOfAView() {
        ViewReply own = view(42, opinion(1, Liveness.ALIVE), opinion(2, Liveness.ALIVE));
        ViewReply other = view(43, opinion(1, Liveness.DEAD), opinion(3, Liveness.ALIVE));
        assertThat(Views.differences(own, other))
                .satisfiesExactly(
                        record -> assertThat(record).contains("record"),
                        dead -> assertThat(dead).contains("10.0.0.1:7").contains("DEAD"),
                        more -> assertThat(more).contains("10.0.0.3:7").contains("not seen here"),
                        less -> assertThat(less).contains("does not see 10.0.0.2:7"));
    }

    @Test
    void shouldKeepTheBytesOfAReply() {
        ViewReply reply = view(42, opinion(1, Liveness.DEAD));
        WireWriter out = new WireWriter();
        CODEC.write(reply, out, 1);
        assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(GOLDEN);
        assertThat(CODEC.read(new WireReader(HexFormat.of().parseHex(GOLDEN)), 1))
                .isEqualTo(reply);
    }

    @Test
    void shouldRefuseALivenessThatIsNone() {
        byte[] bytes = HexFormat.of().parseHex(GOLDEN.substring(0, GOLDEN.length() - 2) + "09");
        assertThatThrownBy(() -> CODEC.read(new WireReader(bytes), 1)).isInstanceOf(WireException.class);
    }
}
