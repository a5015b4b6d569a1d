package org.llmops.guardrail.rules;

import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.matching.PatternMalformed;
import org.llmops.guardrail.matching.PatternMatch;
import org.llmops.guardrail.matching.PatternRule;
import org.llmops.guardrail.matching.PatternSearch;
import org.llmops.guardrail.matching.Patterns;

/** Finds links as they are written in text, Markdown and HTML, and holds them to the rules of a rail. */
final class UrlDetector implements LocalDetector {
    private static final String ENTITY = "URL";
    private static final int MAX_LENGTH = 2_400;
    private static final String URL = "[^\\s<>\"'`)\\]]+";
    private static final String IMAGE = "image";
    private static final String SCRIPT = "script";
    private static final String DENIED = "denied";

    private static final List<PatternRule> FORMS = List.of(
            rule("plain", "(?i)\\b(?:https?|ftp|wss?):[/\\\\]{2}" + URL),
            rule("plain", "(?i)\\bwww\\.[^\\s<>\"'`)\\]/?#]{1,250}\\.[^\\s<>\"'`)\\]]+"),
            rule(IMAGE, "!\\[[^\\]\\r\\n]{0,300}\\]\\(\\s{0,3}<?((?i:https?:)?//[^\\s<>)]+)"),
            rule(
                    IMAGE,
                    "(?i)<(?:img|iframe|video|audio|embed|source)\\b[^>]{0,200}?\\ssrc\\s{0,2}=\\s{0,2}[\"']?((?:https?:)?//[^\\s\"'>]+)"),
            rule("plain", "\\]\\(\\s{0,3}<?(//[^\\s<>)]+)"),
            rule(SCRIPT, "(?i)\\b(?:javascript|vbscript):[^\\s<>\"'`]{1,500}"),
            rule(SCRIPT, "(?i)\\bdata:[a-z]{2,20}/[a-z0-9.+-]{1,60}[;,][^\\s<>\"'`)]{1,500}"),
            rule(SCRIPT, "(?i)\\bfile:/{1,3}[^\\s<>\"'`)]{1,500}"));

    private final UrlRules rules;
    private final Patterns patterns;

    UrlDetector(UrlRules rules) {
        this.rules = rules;
        List<PatternRule> wanted = new ArrayList<>();
        for (PatternRule form : FORMS) {
            if (!form.id().equals(SCRIPT) || rules.suspicious()) {
                wanted.add(form);
            }
        }
        // A host that is denied is found without a scheme, too.
        for (String host : rules.deny()) {
            String written = IDN.toUnicode(host, IDN.ALLOW_UNASSIGNED);
            String quoted = written.equals(host) ? quote(host) : quote(host) + "|" + quote(written);
            wanted.add(rule(DENIED, "(?:^|[^\\w@-])((?i:" + quoted + "))(?:$|[^\\w.-]|\\.(?:$|[^\\w]))"));
        }
        try {
            this.patterns = Patterns.of(wanted);
        } catch (PatternMalformed malformed) {
            throw new IllegalStateException("A pattern of ours is malformed", malformed);
        }
    }

    @Override
    public Scanner open(Scene scene) {
        PatternSearch search = patterns.search();
        return (text, from, found) -> search.scan(text, match -> judge(match, found));
    }

    private void judge(PatternMatch match, Consumer<Match> found) {
        String form = patterns.rule(match.rule()).id();
        String url = withoutPunctuation(match.value());
        if (url.isEmpty()) {
            return;
        }
        int end = match.valueStart() + url.codePointCount(0, url.length());
        UrlRules.Verdict verdict = switch (form) {
            case SCRIPT -> new UrlRules.Verdict("script-link", 0.8, "Runs or shows what the link itself contains");
            case DENIED -> new UrlRules.Verdict("host-denied", 1, "Names a host that is denied");
            default -> rules.judge(Link.of(url.startsWith("www.") ? "//" + url : url), form.equals(IMAGE));
        };
        if (verdict != null) {
            boolean whole = form.equals(IMAGE);
            found.accept(Match.of(
                    ENTITY,
                    verdict.rule(),
                    whole ? match.start() : match.valueStart(),
                    end,
                    verdict.score(),
                    verdict.reason()));
        }
    }

    private static String quote(String host) {
        return host.replace(".", "\\.");
    }

    private static String withoutPunctuation(String url) {
        int end = url.length();
        while (end > 0 && ".,;:!?*_~'\"".indexOf(url.charAt(end - 1)) >= 0) {
            end--;
        }
        return url.substring(0, end);
    }

    private static PatternRule rule(String form, String regex) {
        return new PatternRule(form, regex, List.of(), MAX_LENGTH, PatternRule.FIRST_GROUP);
    }
}
