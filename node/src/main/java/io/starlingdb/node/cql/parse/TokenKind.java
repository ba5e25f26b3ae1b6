package io.starlingdb.node.cql.parse;

/** The kinds of token; {@code toString} is how an error message calls one. */
enum TokenKind {
    WORD("a name"),
    QUOTED_NAME("a name"),
    STRING("a string"),
    INTEGER("an integer"),
    FLOAT("a number"),
    BLOB("a blob"),
    UUID("a uuid"),
    DURATION("a duration"),
    QUESTION_MARK("'?'"),
    COLON("':'"),
    COMMA("','"),
    DOT("'.'"),
    RANGE("'..'"),
    SEMICOLON("';'"),
    LEFT_PARENTHESIS("'('"),
    RIGHT_PARENTHESIS("')'"),
    LEFT_BRACKET("'['"),
    RIGHT_BRACKET("']'"),
    LEFT_BRACE("'{'"),
    RIGHT_BRACE("'}'"),
    STAR("'*'"),
    SLASH("'/'"),
    PERCENT("'%'"),
    PLUS("'+'"),
    MINUS("'-'"),
    PLUS_EQUALS("'+='"),
    MINUS_EQUALS("'-='"),
    EQUALS("'='"),
    NOT_EQUALS("'!='"),
    LESS("'<'"),
    LESS_OR_EQUAL("'<='"),
    GREATER("'>'"),
    GREATER_OR_EQUAL("'>='"),
    END("the end of the statement");

    private final String description;

    TokenKind(String description) {
        this.description = description;
    }

    @Override
    public String toString() {
        return description;
    }
}
