package io.starlingdb.client.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.starlingdb.client.http.CqlAnswer.Column;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a line's fields into the values of its columns and back, with the formats and the word for null that a COPY has chosen. */
final class CsvFields {
    private final List<Column> columns;
    private final CopyOptions options;

    CsvFields(List<Column> columns, CopyOptions options) {
        this.columns = columns;
        this.options = options;
    }

    /** @throws IllegalArgumentException that names the column and what is wrong with its field */
    List<JsonNode> toJson(String[] fields) {
        if (fields.length != columns.size()) {
            throw new IllegalArgumentException(fields.length + " fields instead of " + columns.size());
        }
        List<JsonNode> values = new ArrayList<>(fields.length);
        for (int i = 0; i < fields.length; i++) {
            Column column = columns.get(i);
            try {
                values.add(fields[i].equals(options.nullText()) ? NullNode.instance : toJson(fields[i], column.type()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(column.name() + ": " + e.getMessage(), e);
            }
        }
        return values;
    }

    String[] fromJson(JsonNode row) {
        String[] fields = new String[columns.size()];
        for (int i = 0; i < fields.length; i++) {
            JsonNode value = row.path(columns.get(i).name());
            boolean absent = value.isNull() || value.isMissingNode();
            fields[i] =
                    absent ? options.nullText() : fromJson(value, columns.get(i).type());
        }
        return fields;
    }

    private JsonNode toJson(String field, String type) {
        DateTimeFormatter format = format(type);
        if (format == null) {
            return CsvValue.toJson(field, type);
        }
        try {
            TemporalAccessor read = format.parse(field.strip());
            boolean date = type.equals("date") || read.query(TemporalQueries.localTime()) == null;
            if (!date) {
                return TextNode.valueOf(Instant.from(read).toString());
            }
            LocalDate day = LocalDate.from(read);
            return TextNode.valueOf(
                    type.equals("date")
                            ? day.toString()
                            : day.atStartOfDay(ZoneOffset.UTC).toInstant().toString());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + field + "' has another format than the one given", e);
        }
    }

    private String fromJson(JsonNode value, String type) {
        DateTimeFormatter format = format(type);
        if (format == null || !value.isTextual()) {
            return CsvValue.fromJson(value, type);
        }
        return format.format(type.equals("date") ? LocalDate.parse(value.asText()) : Instant.parse(value.asText()));
    }

    private @Nullable DateTimeFormatter format(String type) {
        return switch (type) {
            case "timestamp" -> options.timestampFormat();
            case "date" -> options.dateFormat();
            default -> null;
        };
    }
}
