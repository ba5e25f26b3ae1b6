package io.starlingdb.node.cql.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.starlingdb.node.cql.plan.ResultColumn;
import io.starlingdb.node.schema.ScalarType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code SELECT JSON}: a row as one JSON object, whose names are quoted within where they are not all lower case. */
final class JsonRows {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonRows() {}

    static byte[] encode(List<ResultColumn> columns, byte[] @Nullable [] values) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            out.writeStartObject();
            for (int i = 0; i < columns.size(); i++) {
                String name = columns.get(i).name();
                out.writeFieldName(name.equals(name.toLowerCase(Locale.ROOT)) ? name : "\"" + name + "\"");
                byte[] value = values[i];
                if (value == null) {
                    out.writeNull();
                } else {
                    columns.get(i).type().writeJson(value, out);
                }
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ScalarType.TEXT.encode(text.toString());
    }
}
