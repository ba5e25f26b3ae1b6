package io.starlingdb.node.cql.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.value.Evaluation;
import io.starlingdb.node.cql.value.Term;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.CqlJson;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.schema.UserType;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of INSERT JSON: an object with a value for each column that it names. */
final class JsonObject {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final TableSchema table;
    private final Term text;
    private final boolean defaultUnset;

    /** @param defaultUnset whether columns that the text does not name are left as they are */
    JsonObject(TableSchema table, Term text, boolean defaultUnset) {
        this.table = table;
        this.text = text;
        this.defaultUnset = defaultUnset;
    }

    /** The value that the text has for a column. */
    Term column(ColumnSchema column) {
        return (evaluation, row) -> {
            Map<String, byte @Nullable []> values = values(evaluation);
            return values.containsKey(column.name())
                    ? values.get(column.name())
                    : defaultUnset && !column.kind().isKey() ? Evaluation.UNSET : null;
        };
    }

    private Map<String, byte @Nullable []> values(Evaluation evaluation) {
        return evaluation.once(this, () -> read(text.value(evaluation)));
    }

    private Map<String, byte @Nullable []> read(byte @Nullable [] given) {
        if (given == null || given == Evaluation.UNSET) {
            throw StarlingException.invalid("Got " + (given == null ? "null" : "unset") + " for INSERT JSON values");
        }
        String json = (String) ScalarType.TEXT.decode(given);
        Map<String, byte @Nullable []> values = new HashMap<>();
        try (JsonParser in = CqlJson.parser(FACTORY.createParser(json))) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw StarlingException.invalid("Could not decode JSON string as a map: " + shortened(json));
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                column(in, values);
            }
            if (in.nextToken() != null) {
                throw StarlingException.invalid("Could not decode JSON string as a map: there is more behind it");
            }
            return values;
        } catch (IOException e) {
            throw StarlingException.invalid("Could not decode JSON string as a map: " + e.getMessage()
                    + ". (String was: " + shortened(json) + ")");
        }
    }

    private void column(JsonParser in, Map<String, byte @Nullable []> values) throws IOException {
        String given = in.currentName();
        ColumnSchema column = table.column(UserType.fromJsonName(given));
        if (column == null) {
            throw StarlingException.invalid("JSON values map contains unrecognized column: " + given);
        }
        if (in.nextToken() == JsonToken.VALUE_NULL) {
            values.put(column.name(), null);
            return;
        }
        try {
            values.put(column.name(), column.type().readJson(in));
        } catch (StarlingException e) {
            throw StarlingException.invalid("Error decoding JSON value for " + column.name() + ": " + e.text());
        }
    }

    private static String shortened(String json) {
        return json.length() <= 100 ? json : json.substring(0, 100) + "…";
    }
}
