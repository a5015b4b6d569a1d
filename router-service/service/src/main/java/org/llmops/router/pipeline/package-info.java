/** The way of every call through its stages. */
@NullMarked
package org.llmops.router.pipeline;

import org.jspecify.annotations.NullMarked;
