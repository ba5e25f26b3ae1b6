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
                "tuple<int, list<text>>       | frozen<tuple<int, frozen<list<text>>>>",
                "frozen<tuple<int>>           | frozen<tuple<int>>",
                "Vector<Float, 3>             | vector<float, 3>",
                "list<vector<int, 2>>         | list<vector<int, 2>>",
            })
    void shouldReadTypesAsCassandraDoes(String text, String printed) {
        assertThat(CqlType.parse(text)).hasToString(printed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                     | a type's name is missing",
                "foo                    | Unknown type foo",
                "list                   | '<' expected at character 5",
                "list<int               | '>' expected",
                "list<int>>             | unexpected '>'",
                "map<int>               | ',' expected",
                "frozen<int>            | 'frozen<> is only allowed on collections, tuples, and user-defined types (got int)'",
                "list<list<int>>        | Non-frozen collections are not allowed inside collections: write frozen<list<int>>",
                "map<set<int>, int>     | Non-frozen collections are not allowed",
                "set<duration>          | duration has no order",
                "map<duration, int>     | duration has no order",
                "list<counter>          | counters are not allowed",
                "tuple<counter>         | counters are not allowed",
                "vector<float>          | ',' expected",
                "vector<float, x>       | a vector's dimension is a number",
                "vector<float, 0>       | between 1 and",
                "other.place            | Unknown type place",
                "'list<\"Unclosed>'      | not closed",
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
