package org.llmops.cost.reporting;

import static org.llmops.cost.CostProblem.CHARGEBACK_RULES_INVALID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** The rules by which workspaces split what is shared, in their order; no query here omits the workspace. */
@ApplicationScoped
class ChargebackRules {
    static final int MOST = 50;

    private final Transactions transactions;
    private final ObjectMapper json;

    ChargebackRules(Transactions transactions, ObjectMapper json) {
        this.transactions = transactions;
        this.json = json;
    }

    Uni<List<ChargebackRule>> list(Mutiny.Session session, WorkspaceId workspace) {
        return session.createNativeQuery(
                        "select cast(rule as text) from chargeback_rules where workspace = :workspace order by position",
                        String.class)
                .setParameter("workspace", workspace.value())
                .getResultList()
                .map(rows -> rows.stream().map(this::read).toList());
    }

    /** From now on these, in this order; reports of the past follow them too. */
    Uni<List<ChargebackRule>> replace(Caller caller, List<ChargebackRule> rules) {
        requireSense(rules);
        return transactions
                .mutate(
                        caller,
                        new Audit("chargeback_rules.replace", "chargeback-rules"),
                        session -> session.createNativeQuery(
                                        "delete from chargeback_rules where workspace = :workspace")
                                .setParameter("workspace", caller.workspace().value())
                                .executeUpdate()
                                .chain(() -> add(session, caller.workspace(), rules)))
                .replaceWith(rules);
    }

    private Uni<Integer> add(Mutiny.Session session, WorkspaceId workspace, List<ChargebackRule> rules) {
        return session.createNativeQuery("""
                        insert into chargeback_rules (workspace, position, rule)
                        select :workspace, place, rule
                        from jsonb_array_elements(cast(cast(:rules as text) as jsonb)) with ordinality as each (rule, place)
                        """)
                .setParameter("workspace", workspace.value())
                .setParameter("rules", write(rules))
                .executeUpdate();
    }

    private static void requireSense(List<ChargebackRule> rules) {
        if (rules.size() > MOST) {
            throw CHARGEBACK_RULES_INVALID.at("rules", "At most " + MOST + " rules are kept");
        }
        Set<String> shared = new HashSet<>();
        for (int index = 0; index < rules.size(); index++) {
            ChargebackRule rule = rules.get(index);
            rule.requireSense("rules[" + index + "]");
            requireOnce(rule, shared, "rules[" + index + "]");
        }
    }

    /** What one rule shares is gone when another comes to it. */
    private static void requireOnce(ChargebackRule rule, Set<String> shared, String field) {
        if (rule.sharesUnassigned() && !shared.add(rule.by() + "/")) {
            throw CHARGEBACK_RULES_INVALID.at(field + ".unassigned", "An earlier rule shares it already");
        }
        for (String name : rule.of() == null ? List.<String>of() : rule.of()) {
            if (!shared.add(rule.by() + "/" + name)) {
                throw CHARGEBACK_RULES_INVALID.at(field + ".of", "The costs of " + name + " are shared already");
            }
        }
    }

    private String write(List<ChargebackRule> rules) {
        try {
            return json.writeValueAsString(rules);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Rules can be written as JSON", impossible);
        }
    }

    private ChargebackRule read(String rule) {
        try {
            return json.readValue(rule, ChargebackRule.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The table holds what was written to it", impossible);
        }
    }
}
