package org.llmops.router.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds out which entries of a call's maps a condition looks at, from its syntax tree. */
final class AstReads {
    static final String HEADERS = "headers";
    static final String PARAMS = "params";
    static final String METADATA = "metadata";
    private final Map<String, Set<String>> named = new HashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private final Map<String, Integer> namedTimes = new HashMap<>();

    private AstReads() {}

    static Reads of(CelAbstractSyntaxTree tree) throws ConditionMalformed {
        AstReads reads = new AstReads();
        CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .forEach(reads::visit);
        Reads.Names headers = reads.of(HEADERS);
        for (String name : headers.named()) {
            check(name);
        }
        return new Reads(headers, reads.of(PARAMS), reads.of(METADATA));
    }

    private static void check(String header) throws ConditionMalformed {
        if (!header.equals(header.toLowerCase(Locale.ROOT))) {
            throw new ConditionMalformed(
                    "Headers are known by their names in lower case: write '" + header.toLowerCase(Locale.ROOT) + "'");
        }
        if (Reads.isSecret(header)) {
            throw new ConditionMalformed("The header '" + header + "' holds a secret, which no condition may look at");
        }
    }

    private void visit(CelExpr node) {
        ExprKind.Kind kind = node.exprKind().getKind();
        if (kind == ExprKind.Kind.IDENT) {
            seen.merge(node.ident().name(), 1, Integer::sum);
        } else if (kind == ExprKind.Kind.SELECT) {
            entry(node.select().operand(), node.select().field());
        } else if (kind == ExprKind.Kind.CALL && node.call().args().size() == 2) {
            List<CelExpr> arguments = node.call().args();
            switch (node.call().function()) {
                case "_[_]" -> constant(arguments.get(0), arguments.get(1));
                case "@in" -> constant(arguments.get(1), arguments.get(0));
                default -> {}
            }
        }
    }

    private void constant(CelExpr map, CelExpr key) {
        if (key.exprKind().getKind() == ExprKind.Kind.CONSTANT
                && key.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
            entry(map, key.constant().stringValue());
        }
    }

    private void entry(CelExpr map, String name) {
        if (map.exprKind().getKind() == ExprKind.Kind.IDENT) {
            String variable = map.ident().name();
            named.computeIfAbsent(variable, first -> new HashSet<>()).add(name);
            namedTimes.merge(variable, 1, Integer::sum);
        }
    }

    /** A map that is used in any other way than by an entry's name may be looked at as a whole. */
    private Reads.Names of(String map) {
        boolean all = seen.getOrDefault(map, 0) > namedTimes.getOrDefault(map, 0);
        return new Reads.Names(all, named.getOrDefault(map, Set.of()));
    }
}
