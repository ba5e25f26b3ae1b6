package io.starlingdb.node.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ClusteringBoundTest {
    @Test
    void shouldOrderBoundsAsTheirPlaces() {
        List<ClusteringBound> ascending = List.of(
                ClusteringBound.START,
                before("01"),
                before("0100"),
                after("0100"),
                before("0105"),
                after("0105"),
                after("01"),
                before("ff"),
                after("ff"),
                ClusteringBound.END);
        for (int i = 0; i < ascending.size(); i++) {
            for (int j = 0; j < ascending.size(); j++) {
                assertThat(Integer.signum(ascending.get(i).compareTo(ascending.get(j))))
                        .as("%s against %s", ascending.get(i), ascending.get(j))
                        .isEqualTo(Integer.compare(i, j));
            }
        }
    }

    @Test
    void shouldKnowTheLowestKeyBehindIt() {
        assertThat(before("01ff").lowestKey()).isEqualTo(bytes("01ff"));
        assertThat(after("01").lowestKey()).isEqualTo(bytes("02"));
        assertThat(after("01ffff").lowestKey()).isEqualTo(bytes("02"));
        assertThat(after("ff").lowestKey()).isNull();
        assertThat(ClusteringBound.END.lowestKey()).isNull();
    }

    @Property
    void shouldAgreeWithItsLowestKey(
            @ForAll @Size(max = 3) byte[] prefix, @ForAll boolean isAfter, @ForAll @Size(max = 4) byte[] key) {
        ClusteringBound bound = isAfter ? ClusteringBound.after(prefix) : ClusteringBound.before(prefix);
        byte[] lowest = bound.lowestKey();

        assertThat(bound.isBelow(key)).isEqualTo(lowest != null && Arrays.compareUnsigned(key, lowest) >= 0);
    }

    private static ClusteringBound before(String hex) {
        return ClusteringBound.before(bytes(hex));
    }

    private static ClusteringBound after(String hex) {
        return ClusteringBound.after(bytes(hex));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
