package org.llmops.router.recall;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.Json;
import org.llmops.router.body.Member;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.TextSource;
import org.llmops.router.body.TextSpan;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.wire.completions.CompletionsFormat;

/**
 * The last thing a user said, and the request without it.
 *
 * @param text what was said
 * @param rest the request with nothing in its place
 */
record Question(String text, byte[] rest) {
    /** In longer texts a difference that matters is too small a part of the whole. */
    private static final int MAX_LENGTH = 1_000;

    private static final double MOST_PREDICTABLE = 1;
    private static final Set<TextSource> TOOLS = Set.of(TextSource.TOOL_ARGUMENTS, TextSource.TOOL_RESULT);

    /**
     * The question that another call may have asked in other words. Empty where the answer depends on more than the
     * question's meaning: tools' results, images, several answers wanted, a temperature above 1, a predicted answer, a text
     * to be continued.
     */
    static Optional<Question> of(Exchange exchange) {
        RequestBody body = exchange.body();
        boolean plain = exchange.operation().isText()
                && exchange.format() != CompletionsFormat.COMPLETIONS
                && body.media().isEmpty()
                && body.choices() == 1
                && body.member("prediction").isEmpty()
                && isPredictable(body);
        return plain ? body.member(exchange.format().input()).flatMap(input -> lastOf(body, input)) : Optional.empty();
    }

    private static boolean isPredictable(RequestBody body) {
        Member temperature = body.members().get("temperature");
        if (temperature == null) {
            return true;
        }
        try {
            return Json.tree(
                                    body.bytes(),
                                    temperature.value().start(),
                                    temperature.value().end())
                            .asDouble(MOST_PREDICTABLE + 1)
                    <= MOST_PREDICTABLE;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static Optional<Question> lastOf(RequestBody body, Member input) {
        List<TextSpan> said = body.texts().stream()
                .filter(text -> text.span().start() >= input.value().start()
                        && text.span().end() <= input.value().end())
                .toList();
        boolean toolsSpoke = body.texts().stream().anyMatch(text -> TOOLS.contains(text.source()));
        @Nullable TextSpan last = said.isEmpty() ? null : said.getLast();
        if (last == null || toolsSpoke || last.source() != TextSource.USER) {
            return Optional.empty();
        }
        String text = body.text(last);
        return text.isBlank() || text.length() > MAX_LENGTH
                ? Optional.empty()
                : Optional.of(new Question(
                        text,
                        body.edit().replace(last.span(), Json.utf8("null")).bytes()));
    }
}
