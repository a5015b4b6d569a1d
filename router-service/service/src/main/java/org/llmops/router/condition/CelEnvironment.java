package org.llmops.router.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.stream.Collectors;

/** The variables that conditions may use, and the bounds that keep them cheap. It is made when the first condition is compiled. */
final class CelEnvironment {
    private static final int MAX_CHARACTERS = 1_000;
    private static final int MAX_DEPTH = 32;
    /** Of all macros of a condition together: with it, a condition takes microseconds whatever it says. */
    private static final int MAX_ITERATIONS = 200;

    private static final int MAX_ISSUES = 5;

    private static final CelOptions BOUNDS = CelOptions.current()
            .maxExpressionCodePointSize(MAX_CHARACTERS)
            .maxParseRecursionDepth(MAX_DEPTH)
            .maxParseErrorRecoveryLimit(MAX_ISSUES)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            // A client may write 1 where a condition says 1.0.
            .enableHeterogeneousNumericComparisons(true)
            .build();
    private static final MapType TEXTS = MapType.create(SimpleType.STRING, SimpleType.STRING);
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(BOUNDS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("operation", SimpleType.STRING)
            .addVar("model", SimpleType.STRING)
            .addVar("stream", SimpleType.BOOL)
            .addVar("input_tokens", SimpleType.INT)
            .addVar("max_output_tokens", SimpleType.INT)
            .addVar("messages", SimpleType.INT)
            .addVar("needs", ListType.create(SimpleType.STRING))
            .addVar(AstReads.PARAMS, MapType.create(SimpleType.STRING, SimpleType.DYN))
            .addVar(AstReads.HEADERS, TEXTS)
            .addVar(AstReads.METADATA, TEXTS)
            .addVar("caller", TEXTS)
            .addVar("budget", MapType.create(SimpleType.STRING, SimpleType.DYN))
            .setResultType(SimpleType.BOOL)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(BOUNDS).build();

    private CelEnvironment() {}

    static Condition compile(String text) throws ConditionMalformed {
        if (text.length() > MAX_CHARACTERS) {
            throw new ConditionMalformed("A condition has at most " + MAX_CHARACTERS + " characters");
        }
        CelValidationResult result = COMPILER.compile(text);
        if (result.hasError()) {
            throw new ConditionMalformed(explain(result.getErrors()));
        }
        try {
            CelAbstractSyntaxTree tree = result.getAst();
            return new Condition(text, RUNTIME.createProgram(tree), AstReads.of(tree));
        } catch (CelValidationException | CelEvaluationException invalid) {
            throw new ConditionMalformed(String.valueOf(invalid.getMessage()));
        }
    }

    private static String explain(List<CelIssue> issues) {
        return issues.stream()
                .limit(MAX_ISSUES)
                .map(issue -> "line %d, column %d: %s"
                        .formatted(
                                issue.getSourceLocation().getLine(),
                                // CEL counts columns from 0, people from 1.
                                issue.getSourceLocation().getColumn() + 1,
                                issue.getMessage()))
                .collect(Collectors.joining("; "));
    }
}
