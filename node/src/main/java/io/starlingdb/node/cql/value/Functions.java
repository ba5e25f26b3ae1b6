package io.starlingdb.node.cql.value;

import static io.starlingdb.node.schema.ScalarType.BLOB;
import static io.starlingdb.node.schema.ScalarType.TEXT;

import io.starlingdb.node.schema.CqlJson;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.ScalarType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The catalogue of scalar functions by name. Names are Cassandra 5's ({@code to_date}); the older spellings without
 * underscores ({@code toDate}) find the same functions, because underscores are not looked at.
 */
final class Functions {

    private static final Map<String, List<ScalarFunction>> BY_NAME = byName();

    private Functions() {}

    /** The overloads of a name; empty if there are none. */
    static List<ScalarFunction> named(String name) {
        return BY_NAME.getOrDefault(key(name), List.of());
    }

    /** {@code toJson} of any type. */
    static ScalarFunction toJson(CqlType type) {
        return ScalarFunction.of("to_json", TEXT, List.of(type), (e, a) -> TEXT.encode(CqlJson.text(type, a[0])));
    }

    /** {@code <type>_as_blob} and {@code blob_as_<type>} are blobs' bytes and back, for every scalar type. */
    private static void addBlobConversions(List<ScalarFunction> functions) {
        for (ScalarType type : ScalarType.values()) {
            if (type != BLOB) {
                functions.add(ScalarFunction.of(type + "_as_blob", BLOB, List.of(type), (e, a) -> a[0]));
                functions.add(
                        ScalarFunction.of("blob_as_" + type, type, List.of(BLOB), (e, a) -> type.canonical(a[0])));
            }
        }
        functions.add(ScalarFunction.of("varchar_as_blob", BLOB, List.of(TEXT), (e, a) -> a[0]));
        functions.add(ScalarFunction.of("blob_as_varchar", TEXT, List.of(BLOB), (e, a) -> TEXT.canonical(a[0])));
    }

    private static Map<String, List<ScalarFunction>> byName() {
        List<ScalarFunction> functions = new ArrayList<>(TimeFunctions.all());
        addBlobConversions(functions);
        Map<String, List<ScalarFunction>> byName = new HashMap<>();
        for (ScalarFunction function : functions) {
            byName.computeIfAbsent(key(function.name()), name -> new ArrayList<>())
                    .add(function);
        }
        return byName;
    }

    static String key(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
