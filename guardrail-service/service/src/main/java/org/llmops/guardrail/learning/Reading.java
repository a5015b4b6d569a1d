package org.llmops.guardrail.learning;

/**
 * What a model makes of a text.
 *
 * @param logOdds the sum of all weights, as trained: comparable among texts of one band only
 * @param chance how likely it is that the text is of the kind looked for, where that and its absence are equally common
 * @param falsePositives the share of harmless texts of the same band that score at least so much, as measured on texts
 *     that the weights were not trained with: to report what is at most 0.01 is to accept one false alarm in a hundred
 */
public record Reading(double logOdds, double chance, double falsePositives, Band band) {}
