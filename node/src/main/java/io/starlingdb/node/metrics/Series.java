package io.starlingdb.node.metrics;

/** The name of one series: its family's name and its labels, as the exposition format writes them. */
final class Series {
    private Series() {}

    /** @param labels names and values in turn */
    static String of(String family, String... labels) {
        if (labels.length == 0) {
            return family;
        }
        StringBuilder series = new StringBuilder(family).append('{');
        for (int i = 0; i < labels.length; i += 2) {
            series.append(i == 0 ? "" : ",").append(labels[i]).append("=\"");
            escape(labels[i + 1], series);
            series.append('"');
        }
        return series.append('}').toString();
    }

    static String familyOf(String series) {
        int brace = series.indexOf('{');
        return brace < 0 ? series : series.substring(0, brace);
    }

    /** The series with a suffix to its family and one more label. */
    static String with(String series, String suffix, String label, String value) {
        String family = familyOf(series);
        String labels = series.equals(family) ? "" : series.substring(family.length() + 1, series.length() - 1) + ",";
        return family + suffix + "{" + labels + label + "=\"" + value + "\"}";
    }

    /** The series with a suffix to its family. */
    static String with(String series, String suffix) {
        String family = familyOf(series);
        return family + suffix + series.substring(family.length());
    }

    private static void escape(String value, StringBuilder out) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '"' -> out.append("\\\"");
                case '\n' -> out.append("\\n");
                default -> out.append(c);
            }
        }
    }
}
