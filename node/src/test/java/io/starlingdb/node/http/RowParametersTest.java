package io.starlingdb.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.http.RowParameters.Use;
import io.starlingdb.node.ring.Consistency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowParametersTest {
    @Test
    void shouldReadLevelsInAnyCase() {
        RowParameters parameters = RowParameters.parse("consistency=Local_Quorum", Use.READ);
        assertThat(parameters.readConsistency(ConsistencyLevel.ONE))
                .isEqualTo(Consistency.of(ConsistencyLevel.LOCAL_QUORUM));
    }

    @Test
    void shouldUseRForReadsAndWForWrites() {
        RowParameters parameters = RowParameters.parse("r=1&w=2", Use.READ);
        assertThat(parameters.readConsistency(ConsistencyLevel.ONE)).isEqualTo(Consistency.replicas(1));
        assertThat(parameters.writeConsistency(ConsistencyLevel.ONE)).isEqualTo(Consistency.replicas(2));
        assertThat(RowParameters.parse("w=2", Use.READ).readConsistency(ConsistencyLevel.ALL))
                .isEqualTo(Consistency.ALL);
    }

    @Test
    void shouldDecodeValues() {
        RowParameters parameters = RowParameters.parse(
                "columns=a,b%2Cc&columns=d&from=x+y%2B&to=&limit=5&reverse&page=p&timeout_ms=7&&sloppy=true", Use.READ);
        assertThat(parameters.columns()).containsExactly("a", "b", "c", "d");
        assertThat(parameters.from()).isEqualTo("x y+");
        assertThat(parameters.to()).isEmpty();
        assertThat(parameters.limit()).isEqualTo(5);
        assertThat(parameters.reverse()).isTrue();
        assertThat(parameters.sloppy()).isTrue();
        assertThat(parameters.page()).isEqualTo("p");
        assertThat(parameters.timeoutMillis()).isEqualTo(7);
    }

    @Test
    void shouldHaveDefaults() {
        RowParameters parameters = RowParameters.parse(null, Use.READ);
        assertThat(parameters.readConsistency(ConsistencyLevel.QUORUM)).isEqualTo(Consistency.QUORUM);
        assertThat(parameters.columns()).isNull();
        assertThat(parameters.limit()).isEqualTo(RowParameters.DEFAULT_LIMIT);
        assertThat(parameters.ttlSeconds()).isEqualTo(-1);
        assertThat(parameters.timestampMicros()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "READ,   consistency=most,          no consistency level 'most'; there are any",
        "READ,   consistency=,              no consistency level ''",
        "READ,   r=0,                       r is a whole number from 1",
        "WRITE,  w=-1,                      w is a whole number from 1",
        "WRITE,  w=two,                     not 'two'",
        "READ,   consistency=one&r=1,       not both",
        "READ,   limit=0,                   limit is a whole number from 1 to 10000",
        "READ,   limit=10001,               limit is a whole number",
        "READ,   timeout_ms=0,              timeout_ms is a whole number",
        "READ,   reverse=yes,               reverse is true or false",
        "READ,   consistancy=one,           unknown query parameter 'consistancy'",
        "READ,   limit=1&limit=2,           given twice",
        "READ,   ttl=1,                     does not go with a read",
        "READ,   timestamp=1,               does not go with a read",
        "DELETE, ttl=1,                     does not go with a delete",
        "DELETE, columns=a,                 does not go with a delete",
        "WRITE,  ttl=-1,                    ttl is a whole number from 0 to 630720000",
        "WRITE,  timestamp=1e3,             timestamp is a whole number",
        "READ,   from=%zz,                  is not percent-encoded",
    })
    void shouldRefuseNonsense(Use use, String query, String sentence) {
        assertThatThrownBy(() -> RowParameters.parse(query, use))
                .isInstanceOfSatisfying(
                        StarlingException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST))
                .hasMessageContaining(sentence);
    }
}
