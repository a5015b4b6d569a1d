package org.llmops.router.body;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One pass over a request's bytes that finds what the router must know; each format says what its members mean. */
public abstract class RequestScan {
    /** Nobody calls a model or a user by more; what is longer would burden every record, limit and report. */
    private static final int MAX_NAME_LENGTH = 512;
    /** No provider makes more answers of one request. */
    private static final int MAX_CHOICES = 128;

    private final JsonParser parser;
    private final byte[] bytes;
    private final RequestReader reader;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<String, String> metadata = new HashMap<>();
    private final List<TextSpan> texts = new ArrayList<>();
    private final List<Span> media = new ArrayList<>();
    private @Nullable String model;
    private boolean streamed;
    private boolean usageWanted;
    private long maxOutputTokens;
    private int choices = 1;
    private @Nullable String endUser;
    private int messages;

    /**
     * @param reader reads the body again after an edit
     */
    protected RequestScan(byte[] bytes, RequestReader reader) throws BodyMalformed {
        this.bytes = bytes;
        this.reader = reader;
        try {
            this.parser = Json.parser(bytes);
        } catch (IOException malformed) {
            throw notUtf8();
        }
    }

    /** The value of a member of the outermost object is next; it has to be walked over, and is not null. */
    protected abstract void value(String name) throws IOException, BodyMalformed;

    /** Walks over everything. */
    public final RequestBody scan() throws BodyMalformed {
        try (parser) {
            walk();
        } catch (StreamConstraintsException boundless) {
            throw unparsed("it is nested more than " + Json.MAX_DEPTH
                    + " levels deep, or one of its names or numbers is too long.");
        } catch (JsonProcessingException malformed) {
            JsonLocation at = malformed.getLocation();
            throw unparsed(
                    at == null
                            ? "it is not valid JSON."
                            : "it is not valid JSON at line " + at.getLineNr() + ", column " + at.getColumnNr() + ".");
        } catch (IOException malformed) {
            throw notUtf8();
        }
        refuseHalves();
        return new RequestBody(
                bytes,
                reader,
                members,
                model,
                streamed,
                usageWanted,
                maxOutputTokens,
                choices,
                endUser,
                Map.copyOf(metadata),
                messages,
                List.copyOf(texts),
                List.copyOf(media));
    }

    private void refuseHalves() throws BodyMalformed {
        for (TextSpan text : texts) {
            if (HalfPairs.isAnyIn(bytes, text.span())) {
                String within = members.values().stream()
                        .filter(member -> member.value().start() <= text.span().start()
                                && text.span().end() <= member.value().end())
                        .map(Member::name)
                        .findFirst()
                        .orElse("body");
                throw new BodyMalformed(
                        within,
                        "Invalid '" + within
                                + "': a text holds half of a surrogate pair, one of \\uD800 to \\uDFFF without"
                                + " the other. Send whole characters.");
            }
        }
    }

    private static BodyMalformed notUtf8() {
        return unparsed("it is not valid UTF-8.");
    }

    /** A parser's own words tell of the parser, and repeat what nobody may want repeated. */
    private static BodyMalformed unparsed(String why) {
        return new BodyMalformed(null, "We could not parse the JSON body of your request: " + why);
    }

    private void walk() throws IOException, BodyMalformed {
        // Only UTF-8 has byte positions; other encodings are not JSON for the wire (RFC 8259, section 8.1).
        if (parser.nextToken() != JsonToken.START_OBJECT || JsonPositions.start(parser) < 0) {
            throw new BodyMalformed(null, "The body of your request must be one JSON object in UTF-8.");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            member(parser.currentName());
        }
        if (parser.nextToken() != null) {
            throw new BodyMalformed(null, "The body of your request must be one JSON object, and nothing after it.");
        }
    }

    private void member(String name) throws IOException, BodyMalformed {
        int nameStart = JsonPositions.start(parser);
        parser.nextToken();
        int start = JsonPositions.start(parser);
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            value(name);
        }
        Member member = new Member(name, nameStart, new Span(start, JsonPositions.end(parser)));
        if (members.put(name, member) != null) {
            // Who reads the first and who reads the last would see two different requests.
            throw new BodyMalformed(name, "'" + name + "' is given more than once.");
        }
    }

    /** Where the walk stands. */
    protected final JsonParser parser() {
        return parser;
    }

    /** The client asked for this model. */
    protected final void model(String asked) {
        model = asked;
    }

    /** The answer shall be streamed, or not. */
    protected final void streamed(boolean wanted) {
        streamed = wanted;
    }

    /** A streamed answer shall end with its usage. */
    protected final void usageWanted(boolean wanted) {
        usageWanted = wanted;
    }

    /** One answer is no longer than this. */
    protected final void maxOutputTokens(long bound) {
        maxOutputTokens = bound;
    }

    /** So many answers are wanted. */
    protected final void choices(int wanted) {
        choices = wanted;
    }

    /** Whom the client serves with this call. */
    protected final void endUser(String served) {
        endUser = served;
    }

    /** Whom the client serves with this call, as far as it is known by now. */
    protected final @Nullable String endUser() {
        return endUser;
    }

    /** What the client attached. */
    protected final Map<String, String> metadata() {
        return metadata;
    }

    /** Texts found so far; a format may still say where they come from. */
    protected final List<TextSpan> texts() {
        return texts;
    }

    /** One more message; its position. */
    protected final int nextMessage() {
        return messages++;
    }

    /** The string that is next is a text for the model; anything else is walked over. */
    protected final void text(TextSource source) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            int start = JsonPositions.start(parser);
            texts.add(new TextSpan(new Span(start, JsonPositions.end(parser)), source));
        } else {
            parser.skipChildren();
        }
    }

    /** What is next is for the model, but nobody can read it. */
    protected final void media() throws IOException {
        int start = JsonPositions.start(parser);
        parser.skipChildren();
        mediaFrom(start);
    }

    /** What was walked over since then is for the model, but nobody can read it. */
    protected final void mediaFrom(int start) throws IOException {
        media.add(new Span(start, JsonPositions.end(parser)));
    }

    /** Every string in what is next is a text for the model: names of members are not. */
    protected final void allTexts(TextSource source) throws IOException {
        if (!parser.currentToken().isStructStart()) {
            text(source);
            return;
        }
        for (int depth = 1; depth > 0; ) {
            JsonToken token = parser.nextToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING) {
                text(source);
            }
        }
    }

    /** The value must be a string. */
    protected final String string(String param) throws IOException, BodyMalformed {
        require(JsonToken.VALUE_STRING, param, "a string");
        return parser.getText();
    }

    /** The value must be a string that something or somebody can be called by. */
    protected final String name(String param) throws IOException, BodyMalformed {
        return name(param, string(param));
    }

    /** The same of a value that was read already. */
    public static String name(String param, String value) throws BodyMalformed {
        if (value.length() > MAX_NAME_LENGTH) {
            throw new BodyMalformed(
                    param,
                    "Invalid '" + param + "': string too long. Expected at most " + MAX_NAME_LENGTH + " characters.");
        }
        return value;
    }

    /** The value must be a boolean. */
    protected final boolean bool(String param) throws BodyMalformed {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw wrongType(param, "a boolean");
        };
    }

    /** The value must be a positive whole number. */
    protected final long count(String param) throws IOException, BodyMalformed {
        require(JsonToken.VALUE_NUMBER_INT, param, "an integer");
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER || parser.getLongValue() < 1) {
            throw new BodyMalformed(param, "Invalid '" + param + "': integer out of range. Expected a value >= 1.");
        }
        return parser.getLongValue();
    }

    /** The value must say how many answers are wanted. */
    protected final int choiceCount(String param) throws IOException, BodyMalformed {
        return choices(param, count(param));
    }

    /** The same of a value that was read already. */
    public static int choices(String param, long wanted) throws BodyMalformed {
        if (wanted > MAX_CHOICES) {
            throw new BodyMalformed(
                    param,
                    "Invalid '" + param + "': integer out of range. Expected a value from 1 to " + MAX_CHOICES + ".");
        }
        return (int) wanted;
    }

    /** The value must be of this kind. */
    protected final void require(JsonToken token, String param, String wanted) throws BodyMalformed {
        if (parser.currentToken() != token) {
            throw wrongType(param, wanted);
        }
    }

    /** The value is of another kind than it must be. */
    protected static BodyMalformed wrongType(String param, String wanted) {
        return new BodyMalformed(param, "Invalid type for '" + param + "': expected " + wanted + ".");
    }
}
