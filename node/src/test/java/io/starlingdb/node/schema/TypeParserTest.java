package io.starlingdb.node.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeParserTest {
    @Property(tries = 1_000)
    void shouldReadBackWhatItPrints(@ForAll long seed) {
        CqlType type = new RandomValues(new Random(seed)).orderedType(4);
        assertThat(CqlType.parse(type.toString())).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INT                          | int",
                "varchar                      | text",
                " Map < text , INT >          | map<text, int>",
                "list<frozen<set<int>>>       | list<frozen<set<int>>>",
                "frozen<list<list<int>>>      | frozen<list<frozen<list<int>>>>",
                "frozen<frozen<list<int>>>    | frozen<list<int>>",
                "list<duration>               | list<duration>",
            })
    void shouldReadTypesAsCassandraDoes(String text, String printed) {
        assertThat(CqlType.parse(text)).hasToString(printed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                     | a type's name is missing",
                "foo                    | unknown type 'foo'",
                "list                   | '<' expected at character 5",
                "list<int               | '>' expected",
                "list<int>>             | unexpected '>'",
                "map<int>               | ',' expected",
                "frozen<int>            | frozen<> is only allowed on collections, not on int",
                "list<list<int>>        | must be frozen: write frozen<list<int>>",
                "map<set<int>, int>     | must be frozen",
                "set<duration>          | duration has no order",
                "map<duration, int>     | duration has no order",
                "list<counter>          | counters are not allowed",
            })
    void shouldSayWhatIsWrong(String text, String sentence) {
        assertThatThrownBy(() -> CqlType.parse(text)).hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource({"1000", "100000"})
    void shouldRefuseEndlessNesting(int depth) {
        String text = "frozen<list<".repeat(depth) + "int" + ">>".repeat(depth);
        assertThatThrownBy(() -> CqlType.parse(text)).hasMessageContaining("nested deeper than");
    }
}
