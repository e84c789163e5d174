"""How English mails say things: phrasings for every act, labels, greetings, signatures.

Data only; slots in braces are written by ``acts``. The last ones of each list are family B's.
"""

from training.simulator.terms import Phrases

PHRASES: dict[str, Phrases] = {
    "greet": Phrases((
        "Dear {you},", "Hi {called},", "Hello {called},", "Dear {called},", "Dear Mr. {family},", "Dear Ms. {family},", "{called},", "Hi {called} -", "Dear Sir/Madam,",
        "Good morning {called},", "Hello,", "Hi,", "Dear {you}", "Morning {called},", "Dear Sirs,", "Hi there,", "To whom it may concern,", "Good day {called},", "Hey {called},", "Dear team,", "Greetings {called},",
    )),
    "pleasantry": Phrases((
        "Hope you are doing well.", "I hope this finds you well.", "Thanks for your mail.", "Good to talk to you yesterday.", "Hope the fair was a success for you.", "Trust all is well at your end.",
        "Hope you had a good weekend.", "Thank you for your quick reply.", "Nice to hear from you.", "Thanks for getting back to me.", "Sorry for the late reply, I was travelling.", "It was good meeting you in Hall {n}.",
        "Just back from holiday.", "Good day to you.", "Wishing you a nice week.",
    )),
    "intro": Phrases((
        "We are {mycompany}, {trade} in {mycountry}.", "This is {me} from {mycompany}.", "My name is {me}, I work for {mycompany} in {mycountry}.", "{mycompany} is {trade} based in {mycity}.",
        "I am contacting you on behalf of {mycompany}.", "Let me introduce us: {mycompany}, {trade} since {year}.", "{me} here, {mycompany}.", "I got your address from a colleague. We are {mycompany} ({mycity}).",
        "I'm the new buyer at {mycompany}, taking over from my predecessor.",
    )),
    "trade": Phrases(("a distributor", "a wholesaler", "a small manufacturer", "an importer", "a family business", "a system integrator", "a retail chain", "an OEM", "a contractor", "a start-up", "a trading house")),
    "inquiry.open": Phrases(("Please quote{oterm}:", "We need prices{oterm} for these:", "I need{oterm} pricing on the following:", 
        "Please quote for the following:", "We would like to request your best price for the items below.", "Kindly send us your offer for:", "Could you please quote the below?", "We have an enquiry for you:",
        "We are looking for a supplier of the following goods:", "Need pricing on this:", "Please let us have your best offer for", "RFQ as follows.", "We need the following for a project in {mycity}:",
        "pls quote:", "Our customer is asking for:", "I am writing to ask for a quotation on the following:", "Below our requirement.", "we require the following material, pls send quotation", "We'd like to buy:", "Can you offer these?",
        "Please find our request below.", "Please give us your price for this list:", "Here is what we are after this time:",
    )),
    "inquiry.single": Phrases((
        "We need {q} of {p} ({spec}).", "Could you quote {q} of {p}, {spec}?", "We are interested in {p}, {spec}. Quantity {q}.", "Please quote for {q} {p} ({spec}).", "We're looking for {q} of {p}.",
        "Our requirement is {p} {spec}, {q} in total.", "Do you have {p} ({spec})? We would need {q}.", "I need a price for {q} of your {p}, {spec}.", "What would {q} of {p} ({spec}) cost?",
        "Can you supply {q} of {p}?", "Looking to order {p} - {spec}, around {q}.", "We want to buy {p} from you, first order {q}.", "Kindly offer {p} / {spec} / {q}.", "Any chance you can do {q} of {p}, {spec}?",
        "Would you be able to offer {p} ({spec}), {q}?", "We have a demand for {q} of {p} {spec}.", "Enquiry: {p}, {spec}, qty {q}.",
    )),
    "inquiry.close": Phrases((
        "Please reply at your earliest convenience.", "Looking forward to your offer.", "Please send your quote by return.", "Waiting for your reply.", "Please advise price, delivery and payment terms.",
        "Let me know if you need anything else to quote.", "Please also state your MOQ.", "Kindly include lead time and packing details.", "What is your lead time?", "Please quote both EXW and delivered if you can.",
        "Do you offer volume discounts?", "Can you also send the data sheet?", "If price is OK we can order this month.", "Price, lead time, payment terms please.", "Also, what's the warranty?", "We will compare three suppliers and decide quickly.",
        "Tell me when we can expect your numbers.", "Please come back with your best terms.", "I'd appreciate a reply soon.",
    )),
    "target": Phrases((
        "Our target price is {price}{per}.", "We are aiming at {price}{per}.", "Target: {price}{per}.", "To win the project we need to be at {price}{per}.", "Price idea: {price}{per}.", "Our price target is {price}{per}, can you meet this?",
        "We need something around {price}{per}.", "{price}{per} is where we need to be.",
    )),
    "budget": Phrases((
        "Our budget is {budget}.", "We have {budget} for this, all in.", "Total budget: {budget}.", "The budget approved for this is {budget}.", "Please keep it within {budget} in total.", "We can spend up to {budget}.",
        "Management released {budget} for the whole lot.", "Budget ceiling is {budget}.",
    )),
    "ask.date": Phrases(("We must have it in hand by {date} because the lab slot is booked.", "ETA {date} or we miss the season.", "{date} is the last day for us!!", 
        "We need the goods by {date}.", "Delivery required by {date}.", "Goods must arrive no later than {date}.", "Please confirm you can deliver by {date}.", "We need it here before {date}, is that possible?", "Required date: {date}.",
        "Latest delivery {date}.", "Can you make {date}?", "Our line starts soon so we need them by {date}.", "ETA {date} at the latest.", "Needed on site {date}.", "We would like to receive them by {date}.",
        "Everything has to be with us by {date}.", "Deadline for the goods is {date}.",
    )),
    "ask.ship": Phrases(("ETD no later than {date} or we miss the floor set.", "ETD {date} is firm.", 
        "Please ship by {date}.", "Latest shipment {date}.", "ETD no later than {date}.", "We need shipment by {date}.", "Shipment must be effected by {date}.", "Can you ship by {date}?", "Please plan to load by {date}.", "Ship date we need: {date}.",
        "Goods should leave by {date}.",
    )),
    "ask.incoterm": Phrases((
        "Please quote {term}.", "Price basis {term}.", "{term} please.", "We buy {term}.", "Terms: {term}.", "Kindly quote on {term} basis.", "Need {term} pricing.", "Our usual term is {term}.", "Quote us {term} if possible.",
        "Delivery term shall be {term}.", "All prices {term}.", "Offer should be {term}.", "We work on {term} basis only.",
    )),
    "ask.pay": Phrases((
        "Payment terms we work with: {pay}.", "We would like to pay {pay}.", "Payment: {pay}.", "Our standard payment is {pay}.", "Can we do {pay}?", "For payment we propose {pay}.", "Accounting only allows {pay}.",
        "We can offer {pay} as payment.",
    )),
    "ask.cert": Phrases((
        "{cert} is a must.", "The goods need {cert}.", "Do you hold {cert}?", "Please confirm {cert}.", "Must comply with {cert}.", "We can only accept goods with {cert}.", "{cert} required.", "Certificates needed: {cert}.",
        "Are your products certified to {cert}?",
    )),
    "ask.pack": Phrases(("Packing: {pack}.", "Please pack in {pack}.", "We need {pack}.", "Packaging should be {pack}.", "Pls use {pack}.", "For packing we want {pack}.", "Goods to be packed as {pack}.")),
    "ask.warr": Phrases(("We require a warranty of {warr}.", "Warranty: {warr}.", "Guarantee must be {warr}.", "We expect {warr} warranty.", "Min. warranty {warr}.", "Please include {warr} of warranty.")),
    "ask.method": Phrases((
        "Shipment {method}.", "We will ship {method}.", "Please send {method}.", "Goods to go {method}.", "Please quote for transport {method}.", "We'd like it {method}.", "Transport {method}, please.",
    )),
    "ask.pod": Phrases(("Destination port is {pod}.", "Discharge port: {pod}.", "POD {pod}.", "The goods go to {pod}.", "Port of discharge {pod}.", "Unloading at {pod}.")),
    "ask.ref": Phrases(("Our reference: {ref}.", "RFQ no. {ref}", "Please quote our inquiry no. {ref} in your reply.", "Ref.: {ref}", "Enquiry number {ref}.", "Please refer to {ref} when answering.")),
    "quote.open": Phrases((
        "Thank you for your inquiry. Please find our offer below.", "We are pleased to quote as follows:", "Thanks for your enquiry, our price as below.", "Here is our quotation:", "As requested, our best offer:", "Please see our offer.",
        "Many thanks for your request. We can offer:", "Pls find our quotation as below:", "With reference to your inquiry we offer without engagement:", "Price as follows.", "Thanks for thinking of us. Numbers below.", "I checked with the factory, here is our offer:",
        "We thank you for your interest and quote:", "Good news, we can supply this. Our offer:", "Further to our call, please find our price.", "We quote you as under:", "See our price here below.",
    )),
    "quote.ref": Phrases((
        "Quotation No. {ref}", "Our offer no. {ref}:", "Quote #{ref}", "Offer ref. {ref}", "Quotation number: {ref}", "Our ref: {ref}", "PI No. {ref}", "Our quotation {ref} is as below.", "This is quote {ref}.",
    )),
    "quote.single": Phrases(("{p}: {price}{per}{oterm}, {q}.", "We quote {price}{per}{oterm} for {q} of {p}.", "{q} {p} at {price}{per}{oterm}.", "Price for {p} is {price}{per}{oterm} (based on {q}).", 
        "For {q} of {p} we can offer {price}{per}.", "{p}, {spec}: {price}{per} for {q}.", "The price for {p} ({spec}) is {price}{per}, based on {q}.", "We can do {price}{per} for the {q}.", "{price}{per} for {p} at {q}.",
        "Our price for {q} {p} is {price}{per}.", "{p} - {price}{per} - {q}.", "Best price for {p}: {price}{per} ({q}).", "We offer {q} of {p} at {price} each.", "Unit price of {p} is {price}, quantity {q}.", "We can supply {q} {p} at {price}{per}.",
        "You pay {price}{per} for {p} when you take {q}.", "Let me offer {p} ({spec}), {q} at {price}{per}.",
    )),
    "total": Phrases((
        "Total: {total}", "Total amount {total}.", "Total {total}", "The total comes to {total}.", "That makes {total} in total.", "Grand total: {total}", "Amount: {total}", "TOTAL {total}", "Sum total {total}.", "Total value {total}.", "In total {total}.",
        "Order value {total}.", "All together {total}.", "Total price: {total}",
    )),
    "offer.incoterm": Phrases((
        "Price is {term}.", "Prices {term}.", "Delivery terms: {term}.", "{term}.", "All prices are {term}.", "Terms of delivery {term}.", "Our price is based on {term}.", "The above is {term}.", "Quoted {term}.", "Incoterms 2020: {term}.",
        "Offer is calculated {term}.", "Price basis is {term}.",
    )),
    "offer.pay": Phrases((
        "Payment: {pay}.", "Payment terms {pay}.", "Payment terms: {pay}", "Our payment terms are {pay}.", "We ask for {pay}.", "Payment by {pay}.", "Pls note payment is {pay}.", "Terms of payment: {pay}.", "Payment term shall be {pay}.", "For first orders {pay}.",
        "As payment we need {pay}.",
    )),
    "offer.lead": Phrases((
        "Lead time {lead}.", "Delivery time: {lead}.", "Lead time is {lead}.", "We can deliver {lead}.", "Production takes {lead}.", "Goods ready {lead}.", "Delivery {lead}.", "L/T: {lead}", "We need {lead}.", "Current lead time {lead}.",
        "You can have it {lead}.", "Ready for dispatch {lead}.",
    )),
    "offer.valid": Phrases((
        "This offer is valid {valid}.", "Validity: {valid}.", "Our quote is valid {valid}.", "Price validity {valid}.", "Valid {valid}.", "Offer validity: {valid}", "Prices firm {valid}.", "The quotation stays open {valid}.", "Prices are good {valid}.",
        "We hold this price {valid}.",
    )),
    "offer.pack": Phrases(("Packing: {pack}.", "Packing is {pack}.", "Packed in {pack}.", "Packaging: {pack}", "We pack in {pack}.", "Price includes {pack}.", "Goods come in {pack}.", "Standard packing: {pack}.", "Delivered in {pack}.")),
    "offer.warr": Phrases(("Warranty {warr}.", "Warranty: {warr}", "We give {warr} warranty.", "Guarantee: {warr}.", "Warranty period is {warr}.", "The goods carry {warr} warranty.", "Covered by {warr} warranty.")),
    "offer.cert": Phrases((
        "We have {cert}.", "{cert} available.", "Our products are {cert} certified.", "Certification: {cert}", "{cert} certificate can be provided.", "Certificates: {cert}.", "Yes, {cert} is in place.", "All goods with {cert}.", "The product complies with {cert}.", "{cert} approved.",
        "Approval: {cert}.",
    )),
    "offer.date": Phrases(("{date} at your warehouse is possible if you approve the drawing by {someday}.", 
        "We can deliver by {date}.", "Delivery date {date}.", "Goods will be at your place by {date}.", "Arrival {date}.", "Leaves {earlier}, arrives {date}.", "ETD {earlier} / ETA {date}.", "You will have the goods by {date}.", "ETA {date}.", "Delivery on {date} is possible.", "We can confirm arrival by {date}.", "Your date {date} is feasible.",
        "We'd get it to you by {date}.", "Delivery promised for {date}.",
    )),
    "offer.ship": Phrases(("ETD {date} if the deposit arrives before {someday}.", "{date} shipment provided we get your order by {someday}.", 
        "Shipment by {date}.", "ETD {date}.", "ETD {date}, ETA {later}.", "Sailing {date}, arriving {later}.", "We can ship on {date}.", "Shipment date: {date}.", "Goods can be loaded by {date}.", "Earliest shipment {date}.", "Vessel sails {date}.", "We will ship by {date}.", "Ex-factory ready and shipped {date}.",
        "Dispatch {date}.", "Loading planned for {date}.",
    )),
    "offer.method": Phrases(("We ship {method}.", "Shipment {method}.", "Goods go {method}.", "Delivery {method}.", "Sent {method}.", "Transport will be {method}.", "It travels {method}.")),
    "offer.pol": Phrases(("Loading port {pol}.", "Port of loading: {pol}", "POL: {pol}", "Ships from {pol}.", "Shipping port is {pol}.", "Loaded at {pol}.")),
    "offer.pod": Phrases(("Discharge port {pod}.", "Port of discharge: {pod}", "POD: {pod}", "To {pod} port.", "Destination {pod}.", "Unloaded in {pod}.")),
    "offer.discount": Phrases((
        "We can give {disc} discount on the above prices.", "A {disc} discount applies if you take all.", "Discount: {disc}", "Special discount {disc} for this order.", "Less {disc} discount.", "For this quantity you get {disc} off.", "On top we grant {disc} discount.",
        "As a first order, {disc} discount.", "{disc} rebate included for you.",
    )),
    "quote.close": Phrases((
        "We look forward to your order.", "Please let us know your decision.", "Any questions, just ask.", "Hope the offer is workable.", "Awaiting your PO.", "Let me know if this works for you.", "Thank you and we wait for your kind reply.", "If you agree, please send PO.",
        "We remain at your disposal.", "Please confirm asap as raw material is moving.", "Happy to jump on a call.", "Subject to prior sale.", "Feedback welcome.", "Give me a shout if anything is unclear.",
    )),
    "counter.open": Phrases((
        "Thanks for the quote, but {plain} is too high.", "Thank you for your offer. Unfortunately your price is above our target.", "We got a lower price from another supplier.", "Frankly, we expected less than {plain}.", "Last year we paid {past}.",
        "Your competitor is at {past}.", "The price is a bit on the high side.", "My boss is not happy with the price.", "Thank you. The price is quite far from our budget.", "Received with thanks. But the market has come down {pct}.", "Hmm, {plain} is a stretch for us.",
        "Your offer is {pct} higher than last time ({past}).", "We appreciate it, but {plain} doesn't work.", "Price looks heavy.", "Compared to last order at {past} this is a big jump.",
    )),
    "counter.price": Phrases(("Need {price}{per}, otherwise my boss moves it elsewhere.", "Can you get to {price}?", "{price}?", "Let's say {price}{per}, ok?", 
        "Can you do {price}{per}?", "We could order right away at {price}{per}.", "Please review, we need {price}{per}.", "Could you come down to {price}?", "Our counter is {price}{per}.", "If you can accept {price}{per} we will place the order this week.", "We need {price} to close the deal.",
        "Please offer {price}{per}.", "Is {price} possible?", "At {price}{per} you have a deal.", "Would {price}{per} work for you?", "Kindly consider {price}{per}.", "Pls match {price}{per}.", "Meet us at {price}{per}.", "How about {price}?", "Make it {price} and I sign.",
        "What about {price}{per}?",
    )),
    "counter.item": Phrases((
        "For {p} we need {price}{per}.", "{p}: please make it {price}{per}.", "Can you do {price} on {p}?", "{p} should be {price}.", "- {p}: {price}{per}", "{price}{per} for {p}?", "Need {price} on {p}.", "{p} at {price}{per} would be fine.",
        "On {p} I need {price}.",
    )),
    "counter.discount": Phrases(("Can we have {disc} discount?", "Please give us {disc} off the total.", "We ask for {disc} discount.", "If you give {disc} discount we order today.", "Is a {disc} discount possible?", "How about {disc} off?", "We would like {disc} rebate.")),
    "counter.pay": Phrases(("Also, can we change payment to {pay}?", "Payment should be {pay}.", "We cannot pay a deposit that high, {pay} please.", "Payment {pay} is what our finance accepts.", "Regarding payment we ask for {pay}.", "And payment: {pay}?", "Please agree to {pay}.")),
    "counter.date": Phrases(("Also delivery must be {date} at the latest.", "We would need it by {date} though.", "Please also bring the delivery forward to {date}.", "And the date: {date}, please.", "Can you deliver by {date} instead?", "One more thing, we need arrival by {date}.")),
    "counter.qty": Phrases((
        "We would take {q} of {p} instead.", "Please change the quantity of {p} to {q}.", "{p}: now {q}.", "We can raise {p} to {q}.", "We now need {q} of {p}.", "Make it {q} for {p}.", "Quantity for {p} will be {q}.",
    )),
    "revised.open": Phrases((
        "We checked again with our factory.", "Considering our long relation we can adjust.", "My manager approved a special price.", "Thanks for your feedback. Here is our final offer.", "OK, we sharpened the pencil.", "After internal discussion we can revise as follows:", "We understand your situation.",
        "Please see our revised offer.", "We tried our best.", "Let's find a middle way.", "Thank you for your counter-offer.", "I talked to our director.", "Understood, we went through the costing again.", "We discussed it this morning.",
    )),
    "revised.price": Phrases((
        "Our best is {price}{per}.", "We can go down to {price}{per}.", "Final price {price}{per}.", "We can offer {price}{per}.", "The lowest we can do is {price}{per}.", "New price: {price}{per}", "{price}{per} is our last price.", "{p}: {price}{per}", "For {p} we can do {price}{per}.",
        "Revised unit price {price}.", "Let's meet at {price}{per}.", "We propose {price}{per}.", "{price} and not a cent less.", "{p} now at {price}{per}.", "I can let you have it at {price}{per}.",
    )),
    "hold.price": Phrases((
        "Sorry, {other} is not possible.", "We can not accept {other}.", "Unfortunately {other} is below our cost.", "At {other} we lose money.", "{other} is out of question, sorry.", "I am afraid we cannot match {other}.", "Regret we can't do {other}.", "{other} is too low for us.", "No way we can go to {other}.",
        "We must decline {other}.", "There is no room for {other}.",
    )),
    "hold.keep": Phrases(("Under {price} we lose money.", "{price} was already the price of a bigger lot.", 
        "The price stays at {price}{per}.", "We have to keep {price}{per}.", "{price} is final.", "Our price remains {price}{per}.", "Our last word is {price}{per}.", "We stay with {price}.", "{price}{per} is already our floor.", "So it is still {price}{per}.",
        "We hold at {price}{per}.",
    )),
    "hold.reason": Phrases((
        "Raw material went up {pct} since spring.", "Freight is up {pct}.", "We have only {pct} margin left.", "Energy cost is killing us.", "The quality is different from the cheap makers.", "MOQ for a better price is {bigqty}.", "The exchange rate went against us.", "Labour cost rose {pct} this year.",
        "We already gave you the price of {bigqty}.", "Hope you understand our situation.", "Resin alone rose {pct} in a quarter.",
    )),
    "accept.all": Phrases((
        "OK, please proceed.", "We accept your offer. Please send PI.", "Agreed. Please go ahead.", "That's fine, let's go ahead.", "Your offer is accepted.", "Confirmed, please start production.", "We agree to your terms, PO will follow.", "Good, go ahead please.", "OK for us, pls send proforma.",
        "Done deal, please issue the PI.", "All clear from our side. Please proceed with the order.", "Approved by management. Please proceed.", "Happy with that. Let's do it.", "We accept everything as offered.", "Works for us, kick it off please.",
    )),
    "accept.price": Phrases(("{price} then. PO goes out today.", "We take it at {price}.", 
        "OK, {price} it is.", "We accept {price}{per}.", "{price}{per} is agreed.", "Fine, let's go with {price}.", "Agreed at {price}{per}, PO follows.", "{price} is OK for us.", "We confirm {price}{per}.", "OK you win, {price}.", "Deal at {price}{per}.", "Alright, {price}{per}.",
        "I got approval for {price}.",
    )),
    "order.open": Phrases((
        "Please find our purchase order {ref}.", "We hereby order:", "PO No. {ref}", "Order no. {ref} as follows:", "Please enter our order {ref}:", "PO {ref} below, please acknowledge.", "We are pleased to place our order {ref}.", "Here's the PO: {ref}", "Attached and below our PO# {ref}.", "Kindly process our order no. {ref}.",
        "Our official order {ref}:", "Order confirmed under PO {ref}.",
    )),
    "order.rest": Phrases(("Other terms as per your offer of {pastday}.", "Rest as in your mail of {pastday}.", "Deposit of {anyamount} goes out on {someday}.", "L/C will be opened by {someday}.", "Other terms as per your quotation.", "All other conditions as quoted.", "Rest as agreed.", "Please send order confirmation.", "Everything else as in your offer.", "Please acknowledge receipt.", "Please sign and return.", "Terms unchanged.", "Please send the PI with bank details.", "Deposit will go out this week.", "Remaining points as discussed.")),
    "confirm.open": Phrases((
        "Thank you for your order {ref}.", "PO {ref} received with thanks.", "We confirm your order {ref}.", "Order well received, ref. {ref}.", "Many thanks, PO {ref} is in our system.", "We acknowledge receipt of {ref}.", "Noted, {ref} is booked.", "Thank you, {ref} confirmed.", "Your PO {ref} has gone to production.",
        "Order {ref} accepted.",
    )),
    "confirm.rest": Phrases(("Deposit invoice over {anyamount} attached.", "Please send the L/C draft first.", "Balance of {anyamount} is due before loading.", "PI attached.", "We start production today.", "Will keep you posted.", "Proforma will follow tomorrow.", "Please arrange the deposit.", "We will send photos before loading.", "Order is released to the factory.", "Thank you for the business.", "Shipping documents will follow.", "We'll inform you once ready.")),
    "confirm.plain": Phrases(("Thank you for your order.", "Order received with thanks.", "We confirm your order.", "Great, we have booked it.", "Many thanks for the order, it is in our system.", "Your order is confirmed.", "Thanks, order noted.", "Order accepted, thank you.")),
    "correct.open": Phrases((
        "Sorry, there was a mistake in my last mail.", "Please disregard the previous price.", "I made a typo, apologies.", "Correction:", "My apologies, wrong figure.", "Sorry for confusion.", "Please note an error in our quotation.", "Oops, wrong file.", "I have to correct myself.", "We found an error in the offer we sent.", "A digit slipped in my mail.",
    )),
    "correct.price": Phrases((
        "The correct price is {price}{per}, not {wrong}.", "It should read {price}{per} instead of {wrong}.", "{wrong} is wrong, the right price is {price}{per}.", "Unit price is {price}{per} (not {wrong}).", "Please read {price}{per}.", "Not {wrong} but {price}{per}.", "Correct unit price: {price}{per}", "Instead of {wrong} it is {price}{per}.",
        "Price of {p}: {price}{per}, sorry for {wrong}.",
    )),
    "correct.qty": Phrases((
        "The quantity is {q}, not {wrongq}.", "We need {q} (not {wrongq}).", "It should be {q} instead of {wrongq}.", "Correct quantity: {q}", "I wrote {wrongq} but we need {q}.", "Please read {q} for the quantity.", "{q} of {p}, not {wrongq}.",
    )),
    "correct.rest": Phrases(("All other terms remain the same.", "Rest unchanged.", "Other conditions stay as they are.", "Everything else is correct.", "Sorry again.", "The rest of the offer is valid.", "No other changes.")),
    "withdraw": Phrases((
        "Please drop {p} from the list.", "We don't need {p} any more.", "Please remove {p}.", "{p} is cancelled on our side.", "We take out {p}, customer changed his mind.", "Without {p} please.", "We will skip {p} this time.", "{p} is not needed now, please delete it.", "Leave out {p} this round.", "Forget {p}, we still have stock.",
    )),
    "add": Phrases((
        "Please add {q} of {p} ({spec}).", "We also need {p}, {spec}: {q}.", "Additionally {q} of {p}.", "One more item: {p} {spec}, {q}.", "Could you add {p} ({q})?", "On top we need {q} of {p}, {spec}.", "Please include {p} - {q} as well.",
    )),
    "counter.close": Phrases((
        "Please let me know.", "Let me know if you can make it work.", "Please check with your management.", "Waiting for your good news.", "Please confirm by tomorrow.", "Can you get back to me today?", "Then I'll send the PO.", "Otherwise we have to look elsewhere.", "Everything else is fine.",
        "The other terms are ok.", "Hope for your understanding.", "Pls advise.",
    )),
    "confirm.ask": Phrases(("Please send the PI.", "Please confirm receipt.", "When can we expect the documents?", "Please send bank details.", "Kindly confirm the schedule.", "PO follows tomorrow.", "Please reserve the capacity.")),
    "order.incoterm": Phrases(("Delivery {term}.", "Terms {term}.", "{term} as quoted.", "Delivery terms: {term}", "{term}", "As agreed {term}.", "Incoterms {term}.")),
    "order.pay": Phrases(("Payment {pay}.", "Payment as agreed: {pay}.", "Payment terms: {pay}", "{pay} as per your offer.", "Paid {pay}.", "Our bank will pay {pay}.")),
    "order.date": Phrases(("Delivery {date}.", "Delivery date {date} please.", "To be delivered by {date}.", "Required {date}.", "Deliver by {date} without fail.", "{date} delivery as promised.")),
    "order.ship": Phrases(("Shipment by {date}.", "ETD {date} is firm.", "Ship by {date} as promised.", "To be shipped {date}.", "Latest shipment date {date}.", "Shipping {date}, not later.")),
    "sample.open": Phrases(("Could you send us samples of these?", "We would like to test the following samples first:", "Sample request:", "For evaluation we need:", "Please send the samples below.", "Samples wanted:")),
    "chat.buyer": Phrases(("Should fill {cntr} by my math, pls confirm.", "We load {cntr}.", "Last year the rate was {pct} lower.", 
        "We have to decide by {someday}.", "Please send your offer by {someday}.", "The tender closes {someday}.", "Our inspector will visit your factory on {someday}.", "Should fill {n} pallets by my math, pls check.", "We are closed from {someday}.", "Our warehouse takes deliveries only until 3 pm.",
        "Please use our new address for the documents.", "My colleague will join the call on {someday}.", "I will be at the fair until {someday}.", "Please send two sets of originals by courier.", "Customs gave us trouble last time, so documents first please.", "Our forwarder will contact you.",
        "If all goes well we expect {bigqty} a year.", "We also evaluate another supplier in parallel.", "Do you have stock?", "The drawing rev. {n} is attached.", "Please mark the cartons with our logo.", "Same quality as last time please.", "By the way, invoice {oldref} is paid.", "Is there any MOQ?",
        "Please quote for {bigqty} as well if it makes a difference.", "Bank charges outside our country are on your account.", "What's the weight per box?", "Last shipment came {n} days late, please take care.", "We paid {past} in {year}.", "A free sample would help.", "My direct line is {phone}.", "We've been burnt before, so quality first.",
        "Could we have a video call on {someday}?", "Your invoice of {anyamount} from last month is approved.", "The customer visits us on {someday}.", "Our internal cost code is {acct}.", "Anything you can do on freight?",
    )),
    "chat.supplier": Phrases(("{cntr}: confirmed, {pct} full.", "It fills {cntr}.", "Capacity is booked {pct} for this month.", 
        "We are closed for holidays from {someday}.", "Our factory audit is on {someday}.", "Freight of about {cost} is not included.", "Tooling cost {cost} one time.", "From {bigqty} the price would be {lower}.", "For {bigqty} we could go to {lower}.", "MOQ is {bigqty} per item.", "We keep {oldqty} on stock.",
        "One pallet holds {n} cartons.", "Net weight {weight} kg per box.", "Samples are free, you only pay the courier.", "Bank charges are for your account.", "The data sheet is on our website.", "Our production is full until {someday}.", "Steel price rose {pct} this quarter.", "We load {n} pallets in a 20ft.",
        "Transit time is about {n} days.", "Insurance is on your side.", "I am travelling until {someday}, please copy my colleague.", "Express surcharge would be {cost}.", "The same item went to another customer at {past} last year.", "Inspection by a third party costs {cost}.", "Please tell us your forwarder.", "Please advise consignee and notify party.",
        "Printing your logo costs {cost} per set-up.", "HS code {hs}.", "We exported {bigqty} to your country in {year}.", "Our defect rate is below {pct}.", "Let us have your order by {someday} to keep the slot.", "Small orders carry a surcharge of {cost}.", "We have {n} machines running for this item.", "Next price increase of {pct} is planned for January.",
        "Office hours are 9 to 6, line {phone}.", "Mould life is {bigqty}.",
    )),
    "order.single": Phrases((
        "PO for {q} {p} @ {price}, {total}{oterm}.", "Please ship {q} of {p} at {price}{per}, total {total}.", "We order {q} {p} at {price}{per}{oterm}.", "{q} of {p} @ {price} = {total}.", "{p}: {q} x {price} = {total}", "So {q} {p} at {price}, that is {total}.",
        "Order: {p} {q}, price {price}{per}, amount {total}.", "We hereby order {q} of {p} ({spec}) at {price}{per}.", "Go for {q} of {p} at {price}.", "{q} {p}, {price}{per}{oterm}, as discussed.", "Put us down for {q} of {p} at {price}{per}.",
    )),
    "ask.questions": Phrases(("A few questions:", "Some questions from our side:", "Also please answer:", "Few queries:", "We'd also like to know:", "Besides, please clarify:")),
    "ask.list": Phrases((
        "sample available? charged or free?", "What is your MOQ?", "Do you have it on stock?", "Which certificates do you have?", "Lead time for the first order?", "Is the price negotiable for larger quantities?", "Country of origin?", "Can you print our logo?", "What is the warranty?", "Test report - can you share?",
        "Payment terms for new customers?", "How many fit in a 40' container?", "Weight and size of the carton?", "Can you ship with our forwarder?", "Do you have an agent in our country?", "Who are your reference customers?", "What is the HS code?", "Any anti-dumping duty?", "Shelf life?", "Could we visit your plant in week {n}?", "Spare parts - how long available?",
        "Is installation included?", "Do you offer training?",
    )),
    "ack": Phrases(("Let me check {plain} with my boss.", "I will report {plain} internally and come back.", "Fine, I forward {plain} to the customer.", "Noted, thanks.", "Well received, thank you.", "OK thanks.", "Thank you, noted.", "Got it.", "Many thanks.", "Received, will check and revert.", "Thanks, we will come back to you next week.", "Ok noted with thanks.", "Thanks, I'll forward it to my boss.", "Cheers, talk soon.", "Thank you for the information, let me check internally.")),
    "lost": Phrases((
        "Unfortunately we have decided for another supplier.", "We regret to inform you that we cannot place the order.", "The project has been cancelled, so we will not order.", "Sorry, the price is too far off. We will buy elsewhere.", "We have to drop this one. Thanks for your effort.", "Our customer went with a different solution, so no order this time.",
        "We will not go ahead with your offer.", "Sorry but this is a no from us.",
    )),
    "decline": Phrases(("Unfortunately we cannot supply this item.", "We do not produce this size.", "Sorry, we are fully booked and cannot quote.", "We regret we are unable to offer.", "This product is discontinued.", "Sorry, we are not able to serve your market.")),
    "chase": Phrases((
        "Any news on this?", "Just a reminder of my request below.", "Did you get my mail?", "We are still waiting for your quote.", "Please update me on the status.", "Gentle reminder.", "Could you please answer today?", "Following up on this.", "Still nothing from you?", "May I have your feedback?", "Kindly check my message and reply.",
    )),
    "question": Phrases((
        "Before we quote, could you tell us the application?", "Do you have a drawing?", "Which voltage do you need?", "Is this for your own stock or a project?", "What is the annual volume?", "Please let us know the destination.", "Which colour do you prefer?", "Could you share a photo of the current one?", "Which surface finish is needed?", "Do you need our logo on it?",
    )),
    "sample.ask": Phrases((
        "Could you send us samples first: {q} of {p}?", "We would like to test {q} of {p} before ordering.", "Please send {q} of {p} as sample.", "For evaluation we need {q} {p}.", "Sample request: {p}, {q}.", "We want to check quality first, {q} of {p} please.", "Can we get {q} of {p} for testing?",
    )),
    "sample.offer": Phrases((
        "Samples of {p} cost {price}{per}.", "Sample price {price}{per} for {q}.", "We charge {price}{per} for samples, refundable with the order.", "{p} sample: {price}{per}, {q}.", "The samples are {price}{per}.", "For {q} samples we ask {price}{per}.", "{p}: {price}{per}, we have {q} ready.",
    )),
    "sample.accept": Phrases(("OK for the samples, please send.", "Fine, please ship the samples.", "Sample cost is OK, please send invoice.", "Agreed, send them please.", "OK, please dispatch them to my attention.", "Please go ahead with the samples.")),
    "sample.ship": Phrases(("Please use our courier account {acct}.", "Freight collect, account {acct}.", "Ship them {method}, our account {acct}.", "Courier account no. {acct}.", "Send {method}.", "{method} please.")),
    "ship": Phrases((
        "The goods were shipped today.", "Your order {refplain} has left our factory.", "We have shipped your order, B/L copy attached.", "Container {cont} was loaded yesterday.", "Goods are on board, vessel {vessel}.", "Shipping documents attached. Container no. {cont}, seal {acct}.", "Your parcel is on the way, tracking {acct}.", "Dispatch notice: {refplain} left this morning.", "Loaded and gone. Vessel {vessel}, container {cont}.",
    )),
    "delay": Phrases((
        "I am sorry to tell you the shipment will be delayed.", "We have a delay in production.", "Unfortunately the vessel was rolled over.", "Due to a machine breakdown we are late.", "Material arrived late, so we can't keep the date.", "There is port congestion.", "Bad news from the factory, the line stopped.", "We need more time for your order.",
    )),
    "delay.date": Phrases(("New delivery date is {date}.", "We can ship on {date}.", "The new ETD is {date}.", "Goods will be ready {date}.", "Revised date: {date}.", "It will now be {date}.", "Please accept {date} as new date.", "We are looking at {date} now.")),
    "claim": Phrases((
        "We received the goods but {few} are damaged.", "{few} out of {plainq} are defective.", "We found a quality problem with {p}.", "The delivery is short by {few}.", "There is rust on {few} of the parts.", "Several cartons arrived wet, {few} can't be used.", "The colour does not match the approved sample.", "We opened the boxes and {few} were broken.",
    )),
    "claim.ask": Phrases(("Please send replacements.", "We need a credit note.", "How will you solve this?", "Please advise how to proceed.", "We expect replacement free of charge.", "Photos attached.", "Please investigate and send your report.", "Kindly send an 8D report.")),
    "claim.answer": Phrases(("We are very sorry. We will replace the defective parts free of charge.", "Sorry for the trouble. A credit note will be issued.", "We will send {few} replacements with the next shipment.", "Our quality team is checking, please send photos.", "Apologies, replacement leaves tomorrow by courier.", "We take responsibility and will make good.")),
    "payment": Phrases(("We have transferred the deposit today, swift copy attached.", "Payment done this morning.", "Bank slip attached for {anyamount}.", "The {dep} deposit was wired today.", "Remittance made, ref. {acct}.", "The money is on its way, {anyamount}.")),
    "urgent": Phrases(("This is urgent.", "URGENT - please reply today.", "Very urgent, our line is down.", "Please treat as top priority.", "We need your answer asap, it's urgent.", "Time is very short, please hurry.")),
    "distract": Phrases((
        "Our last order was {oldqty} at {past} (PO {oldref}).", "We have about {oldqty} left in stock.", "MOQ is {bigqty}.", "Gross weight approx. {weight} kg per carton.", "One 40'HC holds {bigqty}.", "Our catalogue {year} is on the website.", "Annual demand is around {bigqty}.", "You can reach me at {phone}.", "HS code {hs}.", "We run {n} lines in {n} shifts.",
        "Load is {n} pallets per 20' container.", "Our booth at the fair is {booth}.", "Customs duty is {pct} in our country.", "Capacity {bigqty} per month.", "For orders above {bigqty} prices go down.", "Previous lot: {oldref}.", "Last year it was {past}.", "A rival quoted us {past}.", "We did {oldqty} in {year}.",
    )),
    "bye": Phrases((
        "Best regards,", "Kind regards,", "Regards,", "Thanks,", "Thanks & regards,", "Best,", "Many thanks,", "Sincerely,", "Yours sincerely,", "Thank you,", "BR,", "Rgds,", "With best regards,", "Cheers,", "Warm regards,", "Yours faithfully,", "Thanks in advance,", "Thx,", "B.rgds,", "All the best,", "Kindest regards,",
    )),
    "disclaimer": Phrases((
        "This e-mail may contain confidential information. If you are not the intended recipient please delete it.", "Please consider the environment before printing.", "CONFIDENTIALITY: this message is for the addressee only.", "All offers are subject to our general terms of sale.",
        "Registered office {mycity}, company no. {acct}.", "Scanned for viruses by the mail gateway.", "Any liability is limited under our conditions of trade.",
    )),
    "mobile": Phrases(("Sent from my phone", "Sent from my iPhone", "Sent from mobile, excuse typos", "Sent from my Galaxy", "Get Outlook for Android", "typed on the go")),
    "subject.inquiry": Phrases(("RFQ - {p_}", "Inquiry: {p_}", "Request for quotation {p_}", "{p_}", "price for {p_}", "Enquiry {p_} {mycompany_}", "quotation request", "{p_} - need quote", "Your offer for {p_}", "New project: {p_}", "inquiry", "RFQ {p_} / {mycompany_}", "pls quote {p_}", "Looking for {p_}")),
    "subject.quote": Phrases(("Quotation {p_}", "Our offer", "Offer for {p_}", "{mycompany_} quotation", "Price offer - {p_}", "Quotation as requested", "Quote {p_}", "Our quotation for {p_}")),
    "subject.order": Phrases(("Purchase order", "PO {p_}", "Order for {p_}", "New order", "Order {p_}", "Our PO - {p_}", "Purchase of {p_}")),
    "subject.sample": Phrases(("Sample request", "samples of {p_}", "Sample {p_}", "Test samples", "Trial samples {p_}", "samples")),
}  # fmt: skip

# Labels of "label: value" lines; the first word of the list is the plain one.
LABELS: dict[str, tuple[str, ...]] = {
    "term": ("Delivery terms", "Terms", "Incoterms", "Price term", "Delivery term", "Trade terms", "Price basis", "Shipping terms"), "pay": ("Payment", "Payment terms", "Payment term", "Terms of payment", "PAYMENT", "Pmt"),
    "lead": ("Lead time", "Delivery time", "Delivery", "L/T", "Production time", "Leadtime"), "valid": ("Validity", "Valid", "Offer validity", "Price validity", "Quote validity"),
    "pack": ("Packing", "Packaging", "Package", "PACKING"), "warr": ("Warranty", "Guarantee", "Warranty period"), "cert": ("Certificate", "Certification", "Certificates", "Approvals", "Standards"),
    "date": ("Delivery date", "ETA", "Arrival", "Delivery by", "Delivery"), "date.ask": ("Required date", "Need by", "Required by", "Deadline", "When"), "ship": ("Shipment", "Shipping date", "ETD", "Ship by", "Shipment date"), "method": ("Shipping", "Ship via", "Transport", "Mode", "Shipping method"),
    "pol": ("Loading port", "POL", "Port of loading", "From"), "pod": ("Discharge port", "POD", "Port of discharge", "Destination port"), "ref": ("Ref", "Ref.", "Reference", "Our ref"),
    "quote_ref": ("Quotation No.", "Quote no", "Offer no.", "Our ref.", "PI No."), "order_ref": ("PO No.", "PO#", "Order no.", "P/O No", "Purchase Order"), "inquiry_ref": ("RFQ No.", "Inquiry no.", "RFQ", "Ref."),
    "total": ("Total", "TOTAL", "Total amount", "Grand total", "Amount total"), "budget": ("Budget", "Budget (total)", "Max. budget"), "discount": ("Discount", "Special discount"),
    "product": ("Item", "Product", "Description", "Model", "Goods", "Article"), "spec": ("Spec", "Specification", "Size", "Details", "Type"), "qty": ("Quantity", "Qty", "Q'ty", "QTY", "Volume"),
    "price": ("Unit price", "Price", "U/price", "Unit Price", "Price per unit"), "amount": ("Amount", "Total", "Line total", "Value"), "no": ("No.", "#", "Pos", "Item"), "target": ("Target price", "Target", "Price target"),
}  # fmt: skip

METHODS = {
    "sea": ("by sea", "by ocean freight", "by sea freight", "by vessel", "via sea"), "air": ("by air", "by air freight", "via air", "by airfreight"), "express": ("by courier", "by DHL", "by FedEx", "via UPS", "by express"),
    "road": ("by truck", "by road", "via truck"), "rail": ("by rail", "by train"),
}  # fmt: skip
METHOD_WORDS = {"sea": ("sea", "sea freight", "ocean freight", "by sea"), "air": ("air", "air freight", "by air"), "express": ("DHL", "courier", "express", "FedEx"), "road": ("truck", "road", "by truck"), "rail": ("rail", "by rail")}
