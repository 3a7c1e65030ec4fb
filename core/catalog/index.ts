export { Extra, extrasFor, extrasOnSale, listExtras, SoldExtra, soldTo } from "./extra.ts";
export { find, LinkedPlan, list, onSale, Plan, plansOnSale } from "./offer.ts";
export { changePlan, createPlan, reorderPlans, setPlanState } from "./plan.ts";
export { Changed, changeProduct, createProduct, reorderProducts, setProductState } from "./product.ts";
export { discardDraft, draftVersion, publish } from "./publishing.ts";
export { setUp } from "./setup.ts";
export { Limits, NewTerms, priceOf, Quotas, Terms, termsOf } from "./terms.ts";
