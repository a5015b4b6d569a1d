package org.llmops.guardrail.rules;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelVariableResolver;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Scene;

/** A compiled condition in the Common Expression Language, with bounds that keep it cheap whatever it says. */
final class TextCondition {
    private static final int MAX_CHARACTERS = 1_000;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_ITERATIONS = 200;
    private static final int MAX_ISSUES = 5;

    private static final int ASCII = 128;

    /** Of each ASCII character, 1 if it is blank. */
    private static final byte[] BLANKS = new byte[ASCII];

    static {
        for (int character = 0; character < ASCII; character++) {
            BLANKS[character] = blank(character);
        }
    }

    private static final CelOptions BOUNDS = CelOptions.current()
            .maxExpressionCodePointSize(MAX_CHARACTERS)
            .maxParseRecursionDepth(MAX_DEPTH)
            .maxParseErrorRecoveryLimit(MAX_ISSUES)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            // CEL's matches() is RE2 here, whose time is linear; its programs are bounded too.
            .maxRegexProgramSize(MAX_CHARACTERS)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(BOUNDS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("text", SimpleType.STRING)
            .addVar("characters", SimpleType.INT)
            .addVar("words", SimpleType.INT)
            .addVar("lines", SimpleType.INT)
            .addVar("tokens", SimpleType.INT)
            .addVar("language", SimpleType.STRING)
            .addVar("source", SimpleType.STRING)
            .addVar("outgoing", SimpleType.BOOL)
            .addVar("attributes", MapType.create(SimpleType.STRING, SimpleType.STRING))
            .setResultType(SimpleType.BOOL)
            .build();

    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(BOUNDS).build();

    private final CelRuntime.Program program;

    private TextCondition(CelRuntime.Program program) {
        this.program = program;
    }

    static TextCondition of(String condition) throws Malformed {
        if (condition.length() > MAX_CHARACTERS) {
            throw new Malformed("A condition has at most " + MAX_CHARACTERS + " characters");
        }
        CelValidationResult result = COMPILER.compile(condition);
        if (result.hasError()) {
            throw new Malformed(explain(result.getErrors()));
        }
        try {
            CelAbstractSyntaxTree ast = result.getAst();
            checkPatterns(ast);
            return new TextCondition(RUNTIME.createProgram(ast));
        } catch (CelValidationException | CelEvaluationException invalid) {
            throw new Malformed(String.valueOf(invalid.getMessage()));
        }
    }

    /**
     * What is asked of an attribute that the call does not have does not hold.
     *
     * @throws IllegalStateException if nobody can say whether it holds, as after a division by zero
     */
    boolean holds(Scene scene, String text) {
        try {
            return (Boolean) program.eval(new Facts(scene, text));
        } catch (CelEvaluationException unsaid) {
            if (unsaid.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND) {
                return false;
            }
            // Without the message, which may quote the text.
            throw new IllegalStateException("The condition has no value: " + unsaid.getErrorCode());
        }
    }

    /** CEL compiles the pattern of {@code matches} when it is asked, which is too late to refuse it. */
    private static void checkPatterns(CelAbstractSyntaxTree ast) throws Malformed {
        List<String> patterns = CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .filter(expr -> expr.getKind() == CelExpr.ExprKind.Kind.CALL)
                .map(CelExpr::call)
                .filter(call ->
                        call.function().equals("matches") && !call.args().isEmpty())
                .map(call -> call.args().getLast())
                .filter(expr -> expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT)
                .map(expr -> expr.constant().stringValue())
                .toList();
        for (String pattern : patterns) {
            try {
                if (Pattern.compile(pattern).programSize() > MAX_CHARACTERS) {
                    throw new Malformed("A pattern is too large once its repetitions are written out; repeat less");
                }
            } catch (PatternSyntaxException refused) {
                throw new Malformed(
                        "RE2 says of a pattern: " + refused.getDescription() + ", '" + refused.getPattern() + "'");
            }
        }
    }

    /** What a condition may ask about a text; found out when it does. */
    private static final class Facts implements CelVariableResolver {
        private final Scene scene;
        private final String text;
        private final Map<String, Object> known = new HashMap<>();

        Facts(Scene scene, String text) {
            this.scene = scene;
            this.text = text;
        }

        @Override
        public Optional<Object> find(String name) {
            Object value = known.get(name);
            if (value == null) {
                value = fact(name);
                if (value != null) {
                    known.put(name, value);
                }
            }
            return Optional.ofNullable(value);
        }

        private @Nullable Object fact(String name) {
            return switch (name) {
                case "text" -> text;
                case "characters" -> (long) text.codePointCount(0, text.length());
                case "words" -> words(text);
                case "lines" -> text.lines().count();
                case "tokens" -> (long) TokenEstimate.of(text);
                case "language" -> Languages.guess(text.substring(0, Math.min(text.length(), Languages.ENOUGH)));
                case "source" -> scene.source().name().toLowerCase(Locale.ROOT);
                case "outgoing" -> scene.outgoing();
                case "attributes" -> scene.attributes();
                default -> null;
            };
        }
    }

    private static long words(String text) {
        int words = 0;
        int before = 1;
        for (int index = 0; index < text.length(); index++) {
            // Counted without a choice, since nobody can tell beforehand where words end.
            char character = text.charAt(index);
            int blank = character < ASCII ? BLANKS[character] : blank(character);
            words += before & ~blank;
            before = blank;
        }
        return words;
    }

    private static byte blank(int character) {
        return (byte) (Character.isWhitespace(character) ? 1 : 0);
    }

    private static String explain(List<CelIssue> issues) {
        return issues.stream()
                .limit(MAX_ISSUES)
                // CEL counts columns from 0, people from 1.
                .map(issue -> "line %d, column %d: %s"
                        .formatted(
                                issue.getSourceLocation().getLine(),
                                issue.getSourceLocation().getColumn() + 1,
                                issue.getMessage()))
                .collect(Collectors.joining("; "));
    }

    /** A condition that cannot be used, with what is wrong and where. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String reason) {
            super(reason, null, false, false);
        }
    }
}
