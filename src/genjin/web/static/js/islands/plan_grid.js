/** <plan-grid>: placeholder until it lands. */
