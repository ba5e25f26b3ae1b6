package io.starlingdb.node.cql.run;

import io.starlingdb.node.cql.plan.ResultColumn;
import io.starlingdb.node.schema.CqlJson;
import io.starlingdb.node.schema.ScalarType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code SELECT JSON}: a row as one JSON object, whose names are quoted within where they are not all lower case. */
final class JsonRows {

    private JsonRows() {}

    static byte[] encode(List<ResultColumn> columns, byte[] @Nullable [] values) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < columns.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            CqlJson.name(columns.get(i).name(), text);
            CqlJson.write(columns.get(i).type(), values[i], text);
        }
        return ScalarType.TEXT.encode(text.append('}').toString());
    }
}
